import { describe, expect, test } from "vitest";
import {
  choosePolicy,
  freeRunning,
  holdForMe,
  lockStep,
  milestone,
  type BarrierPolicy,
  type BarrierView,
} from "../../../lib/core/gates/policies.ts";
import type { Gate } from "../../../lib/core/gates/gates.ts";
import { runSpec } from "../support/specs.ts";

const nobodyMissing: BarrierView = {
  awaited: [],
  endedWhileAwaited: false,
  waitedMs: 0,
  allPaused: false,
  forcedByPresenter: false,
};
const complexMissing: BarrierView = { ...nobodyMissing, awaited: ["complex"] };
const closed = { open: false, waitingFor: ["complex"], gathered: null };
const policies: [string, BarrierPolicy][] = [
  ["milestone", milestone({ waitLimitMs: 60_000 })],
  ["lock-step", lockStep],
];

describe.each(policies)("%s", (_name, policy) => {
  test("[A3] waits for the missing scenarios, and names them", () => {
    expect(policy(complexMissing)).toEqual(closed);
  });
  test("[A3] opens when all have arrived", () => {
    expect(policy(nobodyMissing)).toEqual({ open: true, reason: "all-arrived" });
  });
  test("[A7] opens when the only missing ones have ended, with that reason", () => {
    expect(policy({ ...nobodyMissing, endedWhileAwaited: true })).toEqual({ open: true, reason: "sibling-ended" });
    expect(policy({ ...complexMissing, endedWhileAwaited: true })).toEqual(closed);
  });
  test("[A8] opens at the presenter's request, whoever is missing", () => {
    expect(policy({ ...complexMissing, forcedByPresenter: true })).toEqual({ open: true, reason: "presenter" });
  });
});

test("[A5] a milestone stops waiting at its limit, not before, and not while the whole run is paused", () => {
  const policy = milestone({ waitLimitMs: 60_000 });
  expect(policy({ ...complexMissing, waitedMs: 59_999 })).toEqual(closed);
  expect(policy({ ...complexMissing, waitedMs: 60_000 })).toEqual({ open: true, reason: "timeout" });
  expect(policy({ ...complexMissing, waitedMs: 60_000, allPaused: true })).toEqual(closed);
});

test("[A4] lock-step waits without limit", () => {
  expect(lockStep({ ...complexMissing, waitedMs: 10 ** 9 })).toEqual(closed);
});

test("[A2] free-running is always open", () => {
  expect(freeRunning(complexMissing)).toEqual({ open: true, reason: "free-running" });
  expect(holdForMe(freeRunning)(complexMissing)).toEqual({ open: true, reason: "free-running" });
});

test("[A8] hold-for-me: where the policy would open, it gathers, and only the presenter opens", () => {
  const policy = holdForMe(milestone({ waitLimitMs: 60_000 }));
  expect(policy(complexMissing)).toEqual(closed);
  expect(policy(nobodyMissing)).toEqual({ open: false, waitingFor: [], gathered: "all-arrived" });
  expect(policy({ ...complexMissing, waitedMs: 60_000 })).toEqual({ open: false, waitingFor: [], gathered: "timeout" });
  expect(policy({ ...nobodyMissing, forcedByPresenter: true })).toEqual({ open: true, reason: "presenter" });
});

test("[A3][A4][A8] the policy follows from mode, hold and gate", () => {
  const milestoneGate: Gate = { index: 0, numerator: 30, denominator: 100, percent: 30, step: null };
  const stepGate: Gate = { ...milestoneGate, percent: null, step: 1 };
  const answer = (sync: "free-running" | "milestone" | "lock-step", hold: "none" | "presenter", gate: Gate) =>
    choosePolicy(runSpec({ sync, hold }), gate)({ ...complexMissing, waitedMs: 10 ** 9 });
  expect(answer("free-running", "none", milestoneGate)).toMatchObject({ open: true, reason: "free-running" });
  expect(answer("milestone", "none", milestoneGate)).toMatchObject({ open: true, reason: "timeout" });
  expect(answer("milestone", "presenter", milestoneGate)).toMatchObject({ open: false, gathered: "timeout" });
  expect(answer("lock-step", "none", stepGate)).toMatchObject({ open: false, gathered: null });
  const gathers = (gate: Gate) => choosePolicy(runSpec({ sync: "lock-step", hold: "presenter" }), gate)(nobodyMissing);
  expect(gathers(milestoneGate)).toMatchObject({ open: false, gathered: "all-arrived" });
  expect(gathers(stepGate)).toMatchObject({ open: true });
});
