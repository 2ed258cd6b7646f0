import { describe, expect, test } from "vitest";
import { judge } from "../../../lib/core/judgement/judge.ts";
import type { ScenarioFigures } from "../../../lib/core/judgement/input.ts";
import type { RunState } from "../../../lib/core/run/state.ts";
import { BenchRun } from "../support/bench-run.ts";
import { toInput } from "../support/growth-series.ts";
import { batchFailure, harmedFigures, runFigures } from "../support/run-figures.ts";
import { runSpec, scenarioSpec } from "../support/specs.ts";

const [simple, medium] = [runFigures("simple", 100), runFigures("medium", 300)];
const judged = (...scenarios: readonly ScenarioFigures[]) => judge(toInput(scenarios));
const MADE = "Fault button: this batch was made to fail.";
const once = { mode: "automatic", limit: 0, backoffMs: 0 } as const;

function judgementOf({ results }: RunState) {
  if (results === null) throw new Error("the run has no results");
  return results.judgement;
}

/** Two scenarios, of which the second has its first `broken` batches fail by the fault button. */
function runWithFault(broken: number, errorTolerance: number): BenchRun {
  const scenarios = [scenarioSpec("simple", 100, { errorTolerance }), scenarioSpec("complex", 200, { errorTolerance })];
  const run = new BenchRun(runSpec({ sync: "free-running", milestones: [], scenarios, retry: once })).start();
  run.command({ type: "fault", scenarioId: "complex", fault: "fail" });
  for (let index = 0; index < broken; index += 1) run.tick(100).breakBatch("complex", "exception", MADE);
  return run;
}

describe("a fault on purpose", () => {
  test("[D9][I1] keeps a scenario with too little undisturbed work from being judged, and the headline says so", () => {
    const run = runWithFault(1, 0.5);
    run.runOn("simple").runOn("complex");
    const { headline, comparative, stability, recommendation, growth } = judgementOf(run.state);
    expect(headline.text).toMatch(/; not judged: fault injected in complex\.$/);
    expect(headline.tone).not.toMatch(/good|bad/);
    expect(comparative.map(({ verdict }) => verdict)).toEqual(["unknown", "unknown", "unknown"]);
    expect(comparative[1]?.statement.text).toContain("Not judged: fault injected in complex.");
    expect(stability[1]).toMatchObject({ verdict: "pass", value: 0 });
    expect(recommendation.scenarioId).toBeNull();
    expect(growth.knee).toBeNull();
  });

  test("[D9][I2] that made a scenario fail is no failure of the skill, anywhere", () => {
    const run = runWithFault(1, 0);
    run.runOn("simple");
    const { headline, patterns, diagnosis, recommendation, stability } = judgementOf(run.state);
    expect(run.scenario("complex").status).toBe("failed");
    expect(headline.tone).not.toBe("bad");
    expect(patterns.map(({ id }) => id)).toContain("fault-button");
    expect(patterns.filter(({ statement }) => statement.tone === "bad")).toEqual([]);
    expect(diagnosis?.statement.tone).toBe("neutral");
    expect(diagnosis?.causes.map(({ tone }) => tone)).toEqual(["neutral"]);
    expect(stability[1]?.verdict).not.toBe("fail");
    expect(recommendation.reasons.filter(({ tone }) => tone === "bad")).toEqual([]);
  });

  test("[D9] that made every scenario fail leaves nothing to judge", () => {
    const end = { status: "failed", failure: { kind: "exception", message: MADE } } as const;
    const all = [100, 300].map((items) =>
      harmedFigures(`s${items}`, items, [0, 9], { itemsDone: items / 2, run: end }),
    );
    expect(judged(...all).headline).toMatchObject({
      text: "Every scenario failed by an injected fault; completed work is saved: nothing to judge.",
      tone: "unsure",
    });
  });

  test("[D9] leaves the undisturbed work of a scenario to be judged as ever", () => {
    const complex = harmedFigures("complex", 800, [6_000, 7_000], { quality: 0.4 });
    const { headline, comparative, patterns, recommendation } = judged(simple, medium, complex);
    expect(headline).toMatchObject({ text: "Quality holds at .95, and time grows linearly.", tone: "good" });
    expect(comparative.map(({ verdict }) => verdict)).toEqual(["pass", "pass", "pass"]);
    expect(comparative[0]?.statement.text).toContain(
      "A fault was injected into complex: quality is that of undisturbed work.",
    );
    expect(patterns.filter(({ kind }) => kind === "failure")).toEqual([]);
    expect(recommendation.scenarioId).toBe("complex");
  });

  test("[D9][C3] makes no error rate: items that it made fail are not counted", () => {
    const run = { batchFailures: Array.from({ length: 8 }, (_, i) => batchFailure(i * 10, { message: MADE })) };
    const complex = harmedFigures("complex", 800, [1, 1_000], { itemsFailed: 80, run });
    const { stability, patterns } = judged(simple, medium, complex);
    expect(stability[1]).toMatchObject({ verdict: "pass", value: 0 });
    expect(stability[1]?.statement.text).toContain("Errors that the fault injected into complex made are not counted.");
    expect(patterns.map(({ id }) => id)).not.toContain("items-failed");
    expect(patterns.map(({ id }) => id)).not.toContain("batches-lost");
  });

  test("[D9][I4] is no bottleneck: neither the path that it made critical, nor limits, waiting or idle workers", () => {
    const others = [simple, medium].map((each) => runFigures(each.id, each.items, { run: { waitedMs: 50_000 } }));
    const slow = { elapsedMs: 55_000, run: { concurrency: 4, timeBudgetMs: 60_000, endedAtMs: 55_000 } };
    expect(judged(...others, harmedFigures("complex", 800, [6_000, 7_000], slow)).bottlenecks).toEqual([]);
    const without = judged(...others, runFigures("complex", 800, slow)).bottlenecks;
    expect(without.length).toBe(4);
  });

  test("[D8][D9] beside failures of the skill's own is not what the diagnosis is about", () => {
    const broken = { status: "failed", failure: { kind: "exception", message: "no such column" } } as const;
    const { diagnosis } = judged(
      harmedFigures("simple", 100, [0, 9], { run: { ...broken, failure: { kind: "exception", message: MADE } } }),
      harmedFigures("medium", 300, [0, 9], { run: { ...broken, failure: { kind: "exception", message: MADE } } }),
      runFigures("complex", 800, { run: broken }),
    );
    expect(diagnosis).toMatchObject({ scope: "local", statement: { tone: "bad" } });
    expect(diagnosis?.statement.text).toContain("Local: the error occurs only in complex.");
    expect(diagnosis?.causes.map(({ tone }) => tone)).toEqual(expect.arrayContaining(["bad", "neutral"]));
  });
});
