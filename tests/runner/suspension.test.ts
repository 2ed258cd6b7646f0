import { describe, expect, test } from "vitest";
import { startSteadyTimer } from "../../lib/isolation/host/steady-timer.ts";
import { createSteadyClock } from "../../lib/runner/steady-clock.ts";
import { startDrive } from "./drive-harness.ts";

/** The clocks of a computer, set by hand. */
function createComputer() {
  const given = { nowMs: 1_000, bootMs: 9_000, wallMs: 0 };
  const clock = createSteadyClock({
    nowMs: () => given.nowMs,
    bootMs: () => given.bootMs,
    wallTime: () => new Date(given.wallMs),
  });
  /** Time passes on the clocks of a process that runs. */
  const run = (ms: number): void => {
    given.nowMs += ms;
    given.bootMs += ms;
  };
  return { given, clock, run };
}

describe("a steady clock", () => {
  test("[D3] stops while the process is stopped, whichever timer reads it first on waking", () => {
    const { clock, run } = createComputer();
    run(400);
    clock.beat();
    const before = clock.nowMs();
    run(10_000);
    expect(clock.nowMs()).toBe(before);
    run(100);
    expect(clock.nowMs()).toBe(before + 100);
    expect(clock.beat()).toEqual([{ cause: "process", suspendedMs: 10_000 }]);
    expect(clock.beat()).toEqual([]);
  });

  test("[D3] reports a suspended computer, during which monotonic time stops anyway", () => {
    const { given, clock, run } = createComputer();
    const before = clock.nowMs();
    given.bootMs += 10_000;
    run(300);
    expect(clock.nowMs()).toBe(before + 300);
    expect(clock.beat()).toEqual([{ cause: "computer", suspendedMs: 10_000 }]);
  });

  test("[D3] is not misled by a busy machine or by a change of the wall clock", () => {
    const { given, clock, run } = createComputer();
    const before = clock.nowMs();
    given.wallMs += 3_600_000;
    run(1_900);
    expect(clock.beat()).toEqual([]);
    given.wallMs -= 7_200_000;
    run(1_900);
    expect(clock.nowMs()).toBe(before + 3_800);
    expect(clock.beat()).toEqual([]);
  });
});

test("[D1][D3] a time limit that fell due while the process was stopped is not used up on waking", async () => {
  const { clock, run } = createComputer();
  const { promise: due, resolve } = Promise.withResolvers<void>();
  let checks = 0;
  const counted = {
    nowMs: () => {
      checks += 1;
      if (checks === 2) run(10_000); // the stop ends just before the timer fires for the first time
      if (checks === 3) run(20);
      return clock.nowMs();
    },
  };
  startSteadyTimer(counted, 20, resolve);
  await due;
  expect(checks).toBe(3);
});

test("[D3][F8][E2] a stop of 10 s costs no time budget, ends no batch, and is a fact", async () => {
  let stoppedMs = 0;
  const clock = createSteadyClock({
    nowMs: () => performance.now() + stoppedMs,
    bootMs: () => performance.now() + stoppedMs,
    wallTime: () => new Date(),
  });
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const run = await startDrive(
    { sync: "free-running", milestones: [], stallLimitMs: 5_000, scenario: { timeBudgetMs: 8_000 } },
    { gate: ({ fromItem }) => (fromItem === 10 ? gate : Promise.resolve()) },
    undefined,
    clock,
  );
  const ended = run.claimAndDrive();
  await run.seen((event) => event.type === "scenario.progressed" && event.scenarioId === "complex");
  stoppedMs = 10_000;
  // makes the drive decide right after waking
  await run.send("pause", { scenarioId: "simple" });
  await run.seen((event) => event.type === "scenario.pausing");
  for (const suspension of clock.beat()) run.noteSuspension(suspension);
  await run.send("resume", { scenarioId: "simple" });
  open();
  expect(await ended).toBe("finished");
  const state = await run.state();
  expect(state).toMatchObject({ status: "complete", suspensions: [{ cause: "process" }] });
  expect(state.suspensions?.[0]?.suspendedMs).toBeGreaterThanOrEqual(10_000);
  expect(await run.eventsOf("batch.failed")).toEqual([]);
  for (const { totals } of state.scenarios) expect(Math.max(totals.elapsedMs, totals.busyMs)).toBeLessThan(8_000);
  expect(state.atMs).toBeLessThan(10_000);
});
