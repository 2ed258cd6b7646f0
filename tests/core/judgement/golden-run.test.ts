import { expect, test } from "vitest";
import type { RunEvent } from "../../../lib/core/run/events.ts";
import { BenchRun } from "../support/bench-run.ts";
import { runSpec } from "../support/specs.ts";

/** The essential facts, one short line each. */
function summarize(events: readonly RunEvent[]): string[] {
  return events.flatMap((event) => {
    switch (event.type) {
      case "milestone.reached":
        return [`${event.atMs} ${event.scenarioId} reached ${event.percent} with ${event.totals.itemsDone}`];
      case "scenario.paused":
        return [`${event.atMs} ${event.scenarioId} ${event.reason} ${event.percent ?? "-"}/${event.step ?? "-"}`];
      case "milestone.gathered":
        return [`${event.atMs} gathered ${event.percent} ${event.reason}`];
      case "milestone.released":
        return [
          `${event.atMs} released ${event.percent} ${event.reason} by ${event.actor.role} after ${event.waitedMs}`,
        ];
      case "step.released":
        return [`${event.atMs} step ${event.step}/${event.steps} ${event.reason}`];
      case "scenario.completed":
        return [`${event.atMs} ${event.scenarioId} complete ${event.totals.itemsDone}`];
      case "workers.lent":
        return [`${event.atMs} ${event.fromScenarioId} lends ${event.workers} to ${event.toScenarioId}`];
      case "run.finished":
        return [`${event.atMs} finished ${event.status}`];
      default:
        return [];
    }
  });
}

/** Every second each scenario ends one batch, until none is in flight. */
function walk(run: BenchRun): void {
  while ([...run.benches.values()].some((bench) => bench.inFlight.length > 0)) {
    run.tick(1_000);
    const busy = [...run.benches].filter(([, bench]) => bench.inFlight.length > 0);
    for (const [id] of busy) if (run.bench(id).inFlight.length > 0) run.finishBatch(id);
  }
}

test("[A2] free-running: milestones are recorded as they pass, and no scenario ever waits", () => {
  const run = new BenchRun(runSpec({ sync: "free-running", milestones: [50] })).start();
  walk(run);
  expect(summarize(run.events)).toEqual([
    "1000 simple reached 50 with 5",
    "2000 simple complete 10",
    "2000 medium reached 50 with 10",
    "2000 complex reached 50 with 20",
    "4000 medium complete 20",
    "4000 complex complete 40",
    "4000 finished complete",
  ]);
  expect(run.factsOf("scenario.paused")).toEqual([]);
});

test("[A3][A6] milestone: each holds exactly at 50 % until all have arrived", () => {
  const run = new BenchRun(runSpec({ milestones: [50] })).start();
  walk(run);
  expect(summarize(run.events)).toEqual([
    "1000 simple reached 50 with 5",
    "1000 simple sync-point 50/-",
    "2000 medium reached 50 with 10",
    "2000 medium sync-point 50/-",
    "2000 complex reached 50 with 20",
    "2000 complex sync-point 50/-",
    "2000 released 50 all-arrived by runner after 1000",
    "3000 simple complete 10",
    "4000 medium complete 20",
    "4000 complex complete 40",
    "4000 finished complete",
  ]);
});

test("[A8] hold for me: once all have arrived, only the presenter's Advance opens, and is named", () => {
  const run = new BenchRun(runSpec({ milestones: [50], hold: "presenter" })).start();
  walk(run);
  run.tick(3_600_000);
  expect(run.state.status).toBe("holding");
  expect(run.command({ type: "advance", percent: 50 })).toMatchObject({
    type: "command.accepted",
    actor: { role: "presenter" },
  });
  walk(run);
  expect(summarize(run.events).slice(5)).toEqual([
    "2000 complex sync-point 50/-",
    "2000 gathered 50 all-arrived",
    "3602000 released 50 presenter by presenter after 3601000",
    "3603000 simple complete 10",
    "3604000 medium complete 20",
    "3604000 complex complete 40",
    "3604000 finished complete",
  ]);
});

test("[A4] lock-step: no step begins before the previous one has ended in all scenarios; spare workers go to the slowest", () => {
  const run = new BenchRun(runSpec({ sync: "lock-step", milestones: [50] })).start();
  walk(run);
  expect(summarize(run.events)).toEqual([
    "1000 simple sync-point -/1",
    "1000 medium sync-point -/1",
    "1000 complex sync-point -/1",
    "1000 step 1/4 all-arrived",
    "2000 simple reached 50 with 5",
    "2000 simple sync-point 50/2",
    "2000 medium reached 50 with 10",
    "2000 medium sync-point 50/2",
    "2000 complex reached 50 with 20",
    "2000 complex sync-point 50/2",
    "2000 step 2/4 all-arrived",
    "2000 released 50 all-arrived by runner after 0",
    "3000 simple sync-point -/3",
    "3000 medium sync-point -/3",
    "3000 complex sync-point -/3",
    "3000 step 3/4 all-arrived",
    "4000 simple complete 10",
    "4000 simple lends 1 to complex",
    "4000 medium complete 20",
    "4000 medium lends 1 to complex",
    "4000 complex complete 40",
    "4000 finished complete",
  ]);
});
