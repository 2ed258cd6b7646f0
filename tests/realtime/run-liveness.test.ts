import { expect, test } from "vitest";
import { foldRun } from "../../lib/core/reduce/reduce.ts";
import { RunLiveness } from "../../lib/realtime/follow/run-liveness.ts";
import { BenchRun } from "../core/support/bench-run.ts";
import { runSpec } from "../core/support/specs.ts";

test("[D2][E2] a reopened run has a live runner at once, however long ago it ended", () => {
  const run = new BenchRun(runSpec({ sync: "free-running", milestones: [] })).start();
  run.breakBatch("simple", "exception", "boom").runOn("medium").runOn("complex");
  let nowMs = 0;
  const liveness = new RunLiveness(
    { nowMs: () => nowMs, wallTime: () => new Date(Date.parse(run.state.at) + nowMs) },
    run.state,
  );
  expect(liveness.status(run.state).runner).toBe("none");
  nowMs = 600_000;
  const endedAt = run.events.length;
  run.command({ type: "retry" });
  const reopening = run.events.slice(endedAt, endedAt + 3);
  expect(reopening.map(({ type }) => type)).toEqual(["command.accepted", "run.reopened", "scenario.retried"]);
  for (const event of reopening) liveness.recordFact(event);
  const state = foldRun(run.events.slice(0, endedAt + 3));
  expect(state && liveness.status(state)).toEqual({ runAtMs: run.state.atMs, runner: "alive" });
});
