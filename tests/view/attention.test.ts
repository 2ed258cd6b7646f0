import { requireScenario } from "../../lib/core/run/scenarios.ts";
import { describe, expect, test } from "vitest";
import {
  describeFaultEffect,
  describeLaterFault,
  describeRetries,
  describeFaultAction,
  FAULT_ORDER,
} from "../../lib/view/format/faults.ts";
import { selectAbilities } from "../../lib/view/console/abilities.ts";
import { selectAttentions } from "../../lib/view/console/attention.ts";
import { selectLogLines } from "../../lib/view/console/log.ts";
import { selectNextCue } from "../../lib/view/console/next-cue.ts";
import { selectNotices } from "../../lib/view/console/notices.ts";
import { selectRowNote } from "../../lib/view/timeline/row-note.ts";
import { selectScenarioSummaries } from "../../lib/view/console/scenario-summary.ts";
import { FAULT_KINDS, isLastingFault, type FaultKind } from "../../lib/core/run/faults.ts";
import { foldRun } from "../../lib/core/reduce/reduce.ts";
import type { RunState } from "../../lib/core/run/state.ts";
import { buildSampleRun } from "../support/sample-run.ts";
import { buildTroubleRun, type TroubleKind } from "../support/trouble-run.ts";

function stateOf(kind: TroubleKind): RunState {
  const state = foldRun(buildTroubleRun(kind));
  if (state === null) throw new Error("The sample has no events");
  return state;
}

function attentionsOf(kind: TroubleKind, laterMs = 0) {
  const state = stateOf(kind);
  return selectAttentions(state, state.atMs + laterMs).map(({ label, title, actions }) => ({
    said: `${label} ${title}`,
    actions: actions.map((action) => `${action.label}: ${action.command} ${action.scenarioId}`),
  }));
}

describe("what needs the presenter", () => {
  test("[D4] a batch that waits for the presenter offers a retry and a skip", () => {
    expect(attentionsOf("word")).toEqual([
      { said: "medium waits for you", actions: ["Retry: retry medium", "Skip batch: skip medium"] },
    ]);
    const [retry] = selectAttentions(stateOf("word"), 0);
    expect(retry?.text).toBe("Items 601–650: out of time, try 1 of 4. The mail server did not answer within 5 s");
  });

  test("[D2] a failed scenario offers a restart, and says what is kept", () => {
    expect(attentionsOf("failed")).toEqual([{ said: "complex has failed", actions: ["Restart: retry complex"] }]);
    const [failed] = selectAttentions(stateOf("failed"), 0);
    expect(failed?.hint).toBe("A restart keeps its 620\u00a0mails and continues as attempt 2.");
  });

  test("[D9] a lasting fault can be ended", () => {
    expect(attentionsOf("retrying")).toEqual([
      { said: "complex is slowed down, on purpose", actions: ["End fault: end-fault complex"] },
    ]);
  });

  test("[F8] a stalled scenario shows its seconds, which count up", () => {
    expect(attentionsOf("stalled", 3_000)).toEqual([{ said: "complex has made no progress for 12 s", actions: [] }]);
    expect(attentionsOf("stalled", 11_000)).toEqual([
      { said: "complex has made no progress for 20 s: ending its batch", actions: [] },
    ]);
  });

  test("[F6] the most urgent comes first", () => {
    expect(attentionsOf("heap").map(({ said }) => said)).toEqual([
      "medium has failed",
      "complex is slowed down, on purpose",
      "complex has made no progress for 9 s",
    ]);
  });

  test("[J4] a scenario stopped by a cap or a cancel offers no restart", () => {
    const state = stateOf("failed");
    const complex = requireScenario(state, "complex");
    const capped = { unit: "busy-seconds", spent: 1, limit: 1, atMs: 0 } as const;
    expect(selectAbilities(state, complex).restart).toBe(true);
    expect(selectAbilities({ ...state, capped }, complex).restart).toBe(false);
    expect(selectAbilities({ ...state, status: "cancelled" }, complex).restart).toBe(false);
    expect(selectAbilities({ ...state, status: "partial", finishedAt: state.at }, complex).restart).toBe(true);
  });

  test("a run without problems needs nothing", () => {
    expect(attentionsOf("restarted")).toEqual([]);
    expect(selectNotices(stateOf("restarted"))).toEqual([]);
  });
});

test("[D2] [D4] a scenario's status says that it retries, and its attempt", () => {
  const statuses = (kind: TroubleKind) => selectScenarioSummaries(stateOf(kind)).map(({ status }) => status);
  expect(statuses("retrying")).toEqual(["complete", "retrying", "running"]);
  expect(statuses("word")).toEqual(["complete", "waiting", "running"]);
  expect(statuses("restarted")).toEqual(["complete", "running", "attempt 2"]);
});

describe("the note in a scenario's row", () => {
  test("[D4] the delay before the next try counts down", () => {
    const state = stateOf("retrying");
    const note = (laterMs: number) => selectRowNote(state, "medium", state.atMs + laterMs)?.text;
    expect([0, 800, 1_500].map(note)).toEqual(["try 2 of 4 in 1.5 s", "try 2 of 4 in 0.7 s", "try 2 of 4 now"]);
  });

  test("[D9] an injected fault and [D7] a reduced load are shown; an ended scenario shows nothing", () => {
    const retrying = stateOf("retrying");
    expect(selectRowNote(retrying, "complex", 0)).toEqual({ kind: "fault", text: "slowed down" });
    expect(selectRowNote(retrying, "simple", 0)).toBeNull();
    expect(selectRowNote(stateOf("all-failed"), "medium", 0)).toEqual({ kind: "load", text: "batches of 12" });
  });
});

test("[D9] a fault in a scenario that is not running says when it will take effect: in its row, and before it is injected", () => {
  const state = foldRun(buildSampleRun({ untilMs: 35_000 }));
  if (state === null) throw new Error("The sample has no events");
  const [simple] = state.scenarios;
  if (simple === undefined) throw new Error("The sample has no scenario");
  const faulted = (fault: FaultKind, fromMs: number): RunState => {
    const hit = { ...simple, fault: isLastingFault(fault) ? fault : null, faults: [{ fault, fromMs, toMs: null }] };
    return { ...state, scenarios: [hit, ...state.scenarios.slice(1)] };
  };
  const note = (fault: FaultKind, fromMs: number) => selectRowNote(faulted(fault, fromMs), "simple", 35_000)?.text;
  expect(note("hang", 34_000)).toBe("will hang after the release");
  expect(note("hang", 1_000)).toBeUndefined();
  expect(note("slow", 1_000)).toBe("will be slow after the release");
  expect(note("kill", 34_000)).toBeUndefined();
  expect(selectAttentions(faulted("fail", 34_000), 35_000)[0]?.title).toBe("will fail after the release");
  expect(describeLaterFault("hang", simple)).toBe("will hang after the release");
  expect(describeLaterFault("hang", { ...simple, waitingAtGate: null })).toBe("will hang once it resumes");
  expect(describeLaterFault("kill", simple)).toBeNull();
  expect(describeLaterFault("hang", { ...simple, status: "running" })).toBeNull();
});

test("[D9] the console's log shows injected faults", () => {
  const texts = selectLogLines(stateOf("retrying"), 5).map(({ text }) => text);
  expect(texts).toContain("fault button: complex slowed down");
});

test("[J4] the next card says that the cap ended the run, not a person", () => {
  const capped = stateOf("capped");
  const state: RunState = { ...capped, status: "cancelled", finishedAt: capped.at };
  expect(selectNextCue(state)).toMatchObject({ note: "Stopped: spending limit reached; completed work is saved" });
});

test("[D7] [J4] [E6] notices about the whole run are shown above it", () => {
  const state = { ...stateOf("capped"), skillChanged: { recordedVersion: "1", installedVersion: "2" } };
  expect(selectNotices(state).map(({ title, text }) => `${title}: ${text}`)).toEqual([
    "Stopped: spending limit reached: Used 45\u00a0s of compute; the limit is 45\u00a0s of compute. Completed work is saved.",
    "The skill has changed: The run started with version 1 and continues with 2. Results may differ.",
  ]);
  const oneThrough = stateOf("all-failed");
  expect(selectNotices(oneThrough)).toEqual([]);
  const scenarios = oneThrough.scenarios.filter(({ status }) => status !== "complete");
  const again = { ...oneThrough, scenarios };
  expect(selectNotices(again).map(({ title }) => title)).toEqual(["Second attempt at reduced load"]);
  expect(selectNotices({ ...again, status: "failed", finishedAt: again.at })).toEqual([]);
});

describe("the fault button", () => {
  test("[D9] every fault names its scenario and its effect", () => {
    const { spec } = stateOf("failed");
    const scenario = spec.scenarios[0];
    if (scenario === undefined) throw new Error("The sample has no scenario");
    expect(FAULT_ORDER.toSorted()).toEqual([...FAULT_KINDS].toSorted());
    for (const kind of FAULT_KINDS) {
      expect(describeFaultAction(kind, "medium")).toContain("medium");
      expect(describeFaultEffect(kind, spec, scenario).length).toBeGreaterThan(20);
    }
    expect(describeFaultAction("kill", "medium")).toBe("Kill medium's workers");
    expect(describeFaultEffect("hang", spec, scenario)).toContain("20\u00a0s");
    expect(describeFaultEffect("memory", spec, scenario)).toContain("1,024 MB");
  });

  test("[D4] and what this run does with a failed batch", () => {
    const say = (mode: "automatic" | "presenter", limit: number) =>
      describeRetries({ retry: { mode, limit, backoffMs: 500 } });
    expect(say("automatic", 3)).toBe("A failed batch is retried automatically up to 3 times.");
    expect(say("presenter", 1)).toBe("A failed batch waits for you; you can retry it once.");
    expect(say("automatic", 0)).toContain("count as failed");
  });
});
