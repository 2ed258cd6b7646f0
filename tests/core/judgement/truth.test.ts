import { describe, expect, test } from "vitest";
import { judge } from "../../../lib/core/judgement/judge.ts";
import type { JudgementInput, ScenarioFigures } from "../../../lib/core/judgement/input.ts";
import { computePerItemMs } from "../../../lib/core/judgement/growth/timed-scenario.ts";
import { BenchRun } from "../support/bench-run.ts";
import { toInput } from "../support/growth-series.ts";
import { batchFailure, failedFigures, runFigures } from "../support/run-figures.ts";
import { runSpec, scenarioSpec } from "../support/specs.ts";

const [simple, medium] = [runFigures("simple", 100), runFigures("medium", 300)];

const judged = (scenarios: readonly ScenarioFigures[], overrides: Partial<JudgementInput> = {}) =>
  judge(toInput(scenarios, overrides));

/** 800 items at 10 ms in forty stretches, one of which took 16 s longer. */
function pausedAt(stretch: number, fault: { readonly fromMs: number; readonly toMs: number }) {
  const points = Array.from({ length: 40 }, (_, i) => {
    const late = i >= stretch ? 16_000 : 0;
    const workMs = (i + 1) * 200 + late;
    return { itemsDone: (i + 1) * 20, workMs, atMs: workMs, quality: 0.95 };
  });
  const run = { faults: [{ fault: "hang" as const, ...fault }] };
  return runFigures("complex", 800, { workMs: 24_000, elapsedMs: 24_000, points, run });
}

describe("the cost of injected faults", () => {
  test("[D9][C2] is excluded from every time per item, not only from growth", () => {
    const harmed = pausedAt(20, { fromMs: 4_100, toMs: 19_000 });
    expect(computePerItemMs(harmed)).toBeCloseTo(10, 5);
    const { growth, comparative, recommendation } = judged([simple, medium, harmed]);
    expect(growth.growthClass).toBe("n");
    expect(comparative.find(({ id }) => id === "time-efficiency")).toMatchObject({ verdict: "pass" });
    expect(recommendation.scenarioId).toBe("complex");
  });

  test("[D9][B9] at the very start is not a warm-up", () => {
    const { growth, patterns } = judged([simple, medium, pausedAt(0, { fromMs: 0, toMs: 15_000 })]);
    expect(growth.warmUps).toEqual([]);
    expect(patterns.map(({ id }) => id)).not.toContain("slow-start");
  });

  test("[D9][I2] its failures are no pattern of the skill", () => {
    const batchFailures = [0, 10, 20].map((from) =>
      batchFailure(from, { message: "Fault button: this batch was made to fail." }),
    );
    const { patterns } = judged([simple, runFigures("medium", 300, { run: { batchFailures } })]);
    const ids = patterns.map(({ id }) => id);
    expect(ids).toContain("fault-button");
    expect(ids).not.toContain("failures-of-one-kind");
    expect(ids).not.toContain("failures-cluster");
  });

  test("[D8][D9] does not explain an attempt that never began, long after", () => {
    const run = new BenchRun(
      runSpec({ scenarios: [scenarioSpec("a", 10), scenarioSpec("b", 20)], milestones: [], retry: NO_RETRY }),
    );
    run.start().command({ type: "fault", scenarioId: "b", fault: "kill" });
    run.breakBatch("b", "exception", "The worker ended with SIGKILL").tick(120_000);
    run.command({ type: "retry", scenarioId: "b" });
    run.fatal("b", "exception", "did not open: its model file is corrupt").runOn("a");
    const causes = run.state.results?.judgement.diagnosis?.causes.map(({ text }) => text) ?? [];
    expect(causes[0]).toContain("Error in the skill: b reported it, with no external cause found.");
  });
});

const NO_RETRY = { mode: "automatic", limit: 0, backoffMs: 0 } as const;

test("[D2][D8] failures that a new attempt resolved no longer count: no diagnosis, nothing skipped", () => {
  const run = new BenchRun(
    runSpec({ scenarios: [scenarioSpec("a", 10), scenarioSpec("b", 20)], milestones: [], retry: NO_RETRY }),
  );
  run.start().breakBatch("b", "exception", "boom");
  run.command({ type: "retry", scenarioId: "b" });
  run.runOn("a").runOn("b").runOn("a").runOn("b");
  expect(run.state.status).toBe("complete");
  const { diagnosis, patterns } = run.state.results?.judgement ?? { diagnosis: undefined, patterns: [] };
  expect(diagnosis).toBeNull();
  expect(patterns.map(({ id }) => id)).toContain("restart-finished");
  expect(patterns.filter(({ id }) => id === "batches-lost" || id === "retries-recovered")).toEqual([]);
});

describe("figures that break a bound are shown with enough digits to differ from it", () => {
  test("[C3][I3] errors", () => {
    const failing = runFigures("medium", 300, { itemsFailed: 16 });
    const { stability, recommendation } = judged([simple, failing]);
    expect(stability[1]?.statement.text).toBe("medium has 5.3 % errors, 5 % allowed.");
    expect(recommendation.reasons.at(-1)?.text).toContain("5.3 % of its items failed");
  });

  test("[C7][I3] quality", () => {
    const { recommendation } = judged([simple, runFigures("medium", 300, { quality: 0.8962 })]);
    expect(recommendation.reasons.at(-1)?.text).toContain("medium: quality .896 misses its target of .90.");
  });

  test("[C7] a target with more digits is shown in full", () => {
    const asked = runFigures("medium", 300, { quality: 0.994, run: { targetQuality: 0.995 } });
    expect(judged([simple, asked]).recommendation.reasons.at(-1)?.text).toContain(
      "medium: quality .994 misses its target of .995.",
    );
    const failing = runFigures("medium", 1_000, { itemsFailed: 58, run: { errorTolerance: 0.055 } });
    expect(judged([simple, failing]).stability[1]?.statement.text).toBe("medium has 5.8 % errors, 5.5 % allowed.");
  });

  test("[C2] ratios", () => {
    const [small, large] = [runFigures("a", 100, { quality: 0.9 }), runFigures("b", 300, { quality: 0.7198 })];
    expect(judged([small, large]).comparative[0]?.statement.text).toContain(
      "Quality drops too much from a to b: ratio .7998, must be above .8.",
    );
  });
});

describe("the headline agrees with the details below it", () => {
  test.each([
    [0.91, "Quality holds (.95 to .91)"],
    [0.87, "Quality drops slightly, within limits (.95 to .87), and time grows linearly."],
    [0.8, "Quality drops from .95 to .80, but time grows linearly."],
    [0.7, "Quality drops from .95 to .70"],
    [0.99, "Quality holds (.95 to .99)"],
    [1, "Quality rises from .95 to 1.00"],
  ])("[I1] a largest of %d", (quality, text) => {
    expect(judged([simple, medium, runFigures("complex", 800, { quality })]).headline.text).toContain(text);
  });
});

test("[J2][D10] a partial run is not compared with the estimate of the whole", () => {
  const estimate = {
    currency: null,
    basis: null,
    scenarios: [],
    total: { likely: { busySeconds: 30, inputTokens: 0, outputTokens: 0, storedItems: 0 }, likelyAmounts: null },
  } as unknown as JudgementInput["estimate"];
  const half = failedFigures("medium", 300, { kind: "timeout", message: "" });
  const text = (scenarios: readonly ScenarioFigures[], isLive = false): string =>
    judged(scenarios, { estimate, isLive }).cost.statement.text;
  expect(text([simple, medium])).toContain(
    "4.0 s of compute, 42 ms per quality point; no prices configured. Estimated 30 s, actual 4.0 s: 87 % less.",
  );
  expect(text([simple, half])).toContain(
    "2.5 s of compute, 26 ms per quality point; no prices configured. Estimated 30 s for the whole run; completed work took 2.5 s.",
  );
  expect(text([simple, medium], true)).toContain(
    "4.0 s of compute, 42 ms per quality point; no prices configured. Estimated 30 s for the whole run; so far 4.0 s.",
  );
});

test("[J3] active times that accrued during others' holds are not reported as saved time", () => {
  const { efficiency } = judged([simple, medium]);
  expect(efficiency?.statement.text).toContain(
    "Active times total 4.0 s; the longest is 3.0 s: speed-up 1.33 (67 % of the ideal 2); medium is the critical path.",
  );
});

describe("with equal sizes, or a single one, no comparison is reported", () => {
  const alike = [0.9, 0.8, 0.7].map((quality, i) => runFigures(`s${i}`, 100, { quality, workMs: 1_000 - i * 100 }));

  test("[I2][I3] equal sizes", () => {
    const { patterns, recommendation } = judged(alike);
    expect(patterns.map(({ id }) => id)).not.toContain("quality-falls-with-size");
    expect(recommendation.reasons.map(({ text }) => text).join()).not.toContain("too small");
    const equal = [1_100, 900, 1_000].map((workMs, i) => runFigures(`s${i}`, 100, { workMs }));
    expect(judged(equal).recommendation.scenarioId).toBe("s1");
  });

  test("[J3][I3] a single size", () => {
    const { efficiency, recommendation } = judged([simple]);
    expect(efficiency).toBeNull();
    expect(recommendation.reasons[0]?.text).toBe("simple: meets every limit (quality .95 at 10 ms per item).");
  });

  test("[J3] active times without finished items save no time", () => {
    const nothing = ["a", "b"].map((id) => runFigures(id, 100, { itemsDone: 0, workMs: 0, elapsedMs: 5_000 }));
    expect(judged(nothing).efficiency).toBeNull();
  });
});

test("[I2] equal batches are not an increase: more expensive items are not reported as cheaper", () => {
  const sized = (id: string, items: number, batchSize: number, perItemMs: number) =>
    runFigures(id, items, { workMs: items * perItemMs, run: { batchSize } });
  const findPattern = (...scenarios: readonly ScenarioFigures[]) =>
    judged(scenarios).patterns.find(({ id }) => id === "larger-batches-cheaper");
  expect(findPattern(sized("a", 40, 5, 10), sized("b", 80, 20, 9), sized("c", 160, 20, 24))).toBeUndefined();
  expect(findPattern(sized("a", 40, 5, 10), sized("b", 80, 20, 7), sized("c", 160, 20, 8))?.statement.text).toContain(
    "0.75×",
  );
});

test("[B9] points that do not add up to the total are reported", () => {
  const points = Array.from({ length: 10 }, (_, i) => ({
    itemsDone: (i + 1) * 10,
    workMs: (i + 1) * 300,
    atMs: null,
    quality: null,
  }));
  const bare = { ...runFigures("a", 100, { points }), run: null };
  const { growth } = judged([bare, { ...medium, run: null }]);
  expect(growth.warnings.map(({ text }) => text)).toContain(
    "The points contradict the totals: the points of a add up to 3.0 s, its total is 1.0 s.",
  );
});

test("[E6] a run that continued with another version of its skill has figures of both, and says so", () => {
  const skillChanged = { recordedVersion: "1", installedVersion: "2" };
  const { growth } = judged([simple, medium], { skillChanged });
  expect(growth.warnings.map(({ text }) => text)).toEqual([
    "The skill changed from version 1 to 2 during the run: the figures mix both.",
  ]);
  expect(judged([simple, medium]).growth.warnings).toEqual([]);
});
