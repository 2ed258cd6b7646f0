import { describe, expect, test } from "vitest";
import { MAX_BATCH_FAILURES } from "../../../lib/core/run/batch-failures.ts";
import { judgeGrowth } from "../../../lib/core/judgement/growth/growth.ts";
import type { JudgementInput, ScenarioFigures } from "../../../lib/core/judgement/input.ts";
import { findPatterns } from "../../../lib/core/judgement/patterns/patterns.ts";
import { toInput } from "../support/growth-series.ts";
import { batchFailure, failedFigures, runFigures } from "../support/run-figures.ts";

const [simple, medium, complex] = [runFigures("simple", 100), runFigures("medium", 300), runFigures("complex", 800)];

function listPatterns(
  scenarios: readonly ScenarioFigures[],
  overrides: Partial<JudgementInput> = {},
): readonly string[] {
  const input = toInput(scenarios, overrides);
  return findPatterns(input, judgeGrowth(input)).map(({ id, kind, support, of }) => `${kind} ${id} ${support}/${of}`);
}

function textOf(scenarios: readonly ScenarioFigures[], patternId: string): string | undefined {
  const input = toInput(scenarios);
  return findPatterns(input, judgeGrowth(input)).find(({ id }) => id === patternId)?.statement.text;
}

/** Points whose time per item grows by this factor from the first to the last. */
function withPoints(figures: ScenarioFigures, growth: number): ScenarioFigures {
  let workMs = 0;
  const points = Array.from({ length: 20 }, (_, i) => {
    workMs += (figures.items / 20) * 10 * (1 + (growth * i) / 19);
    return { itemsDone: ((i + 1) * figures.items) / 20, workMs, atMs: workMs, quality: null };
  });
  return { ...figures, workMs, points };
}

describe("success", () => {
  test("[I2] patterns of every scale are listed, each with its support", () => {
    expect(listPatterns([simple, medium, complex])).toEqual([
      "success quality-at-target 3/3",
      "success quality-holds 3/3",
      "success no-errors 3/3",
      "success memory-bounded 3/3",
      "success within-time-budget 3/3",
    ]);
    expect(textOf([simple, medium, complex], "memory-bounded")).toBe(
      "Memory stays below 128 MB per worker at every scale.",
    );
  });

  test("[I2] larger batches are cheaper if every increase in batch size shows it", () => {
    const cheaper = [100, 300, 800].map((items, i) =>
      runFigures(`s${i}`, items, { workMs: items * (10 - 3 * i), run: { batchSize: 10 ** (i + 1) } }),
    );
    expect(listPatterns(cheaper)).toContain("success larger-batches-cheaper 2/2");
    const [first, second, third] = cheaper;
    if (first === undefined || second === undefined || third === undefined) throw new Error("three");
    expect(listPatterns([first, second, { ...third, workMs: 9_000 }]).join()).not.toContain("larger-batches");
  });

  test("[I2][D4] retries that recovered, and the attempt that finished", () => {
    const retried = runFigures("complex", 800, {
      run: {
        attempt: 2,
        batchFailures: [batchFailure(0, { outcome: "recovered" }), batchFailure(50, { outcome: "recovered" })],
      },
    });
    const patterns = listPatterns([simple, medium, retried]);
    expect(patterns).toContain("success retries-recovered 2/2");
    expect(patterns).toContain("success restart-finished 1/1");
    expect(patterns.join()).not.toContain("batches-lost");
  });

  test("[I2] a steady pace, and a slowing one", () => {
    expect(listPatterns([withPoints(simple, 0.05), withPoints(medium, 0)])).toContain("success steady-pace 2/2");
    expect(listPatterns([withPoints(simple, 0), withPoints(medium, 1)])).toContain(
      "failure slower-towards-the-end 1/2",
    );
  });
});

describe("failure", () => {
  test("[B9][I2] slow starts are counted out of the scenarios that are compared, outliers of growth included", () => {
    const warmUps = [simple, medium].map(({ id, items }) => ({
      scenarioId: id,
      items,
      perItemMs: 40,
      usualPerItemMs: 10,
    }));
    const failing = runFigures("failing", 1_600, { itemsFailed: 1_500 });
    const input = toInput([simple, medium, complex, failing]);
    const growth = judgeGrowth(input);
    const patterns = findPatterns(input, { ...growth, warmUps, times: growth.times.slice(0, 1) });
    expect(patterns.find(({ id }) => id === "slow-start")?.statement.text).toBe(
      "Slow start at 2 of 3 scales: the first items take up to 4× the usual time.",
    );
  });

  test("[I2] quality that misses its target, falls with size, and is lower with skewed data", () => {
    const falling = [
      runFigures("simple", 100, { quality: 0.95 }),
      runFigures("medium", 300, { quality: 0.9 }),
      runFigures("complex", 800, { quality: 0.7, run: { distribution: "skewed" } }),
    ];
    expect(listPatterns(falling)).toEqual(
      expect.arrayContaining([
        "failure quality-below-target 1/3",
        "failure quality-falls-with-size 2/2",
        "failure quality-drops-with-uneven-data 1/1",
      ]),
    );
    expect(textOf(falling, "quality-drops-with-uneven-data")).toContain(
      "Quality is .23 lower with skewed data; that is also the larger size, so either may be the cause.",
    );
  });

  test("[I2] failures of one kind, in one place, skipped or recovered", () => {
    const batchFailures = [
      batchFailure(600, { kind: "timeout" }),
      batchFailure(640, { kind: "timeout", outcome: "recovered" }),
      batchFailure(700, { kind: "timeout" }),
    ];
    const patterns = listPatterns([
      simple,
      medium,
      runFigures("complex", 800, { itemsFailed: 20, run: { batchFailures } }),
    ]);
    expect(patterns).toEqual(
      expect.arrayContaining([
        "failure batches-lost 2/3",
        "success retries-recovered 1/3",
        "failure failures-of-one-kind 3/3",
        "failure failures-cluster 3/3",
        "failure items-failed 1/3",
      ]),
    );
  });

  test("[I2][E3] failures of batches that span the whole scenario are no cluster, wherever they start", () => {
    const batchFailures = [600, 610, 620].map((fromItem) => ({ ...batchFailure(fromItem), toItem: 2_000 }));
    const patterns = listPatterns([simple, runFigures("complex", 2_000, { run: { batchFailures } })]);
    expect(patterns.filter((pattern) => pattern.includes("failures-cluster"))).toEqual([]);
  });

  test("[I2] scattered failures are no cluster, and failures of many kinds are not of one", () => {
    const batchFailures = [
      batchFailure(0, { kind: "timeout" }),
      batchFailure(400),
      batchFailure(780, { kind: "memory" }),
    ];
    const patterns = listPatterns([simple, runFigures("complex", 800, { run: { batchFailures } })]).join();
    expect(patterns).not.toMatch(/cluster|one-kind/);
  });

  test("[I2][D6] a worker ended for its memory outweighs the observed peak", () => {
    const patterns = listPatterns([simple, failedFigures("complex", 800, { kind: "memory", message: "too much" })]);
    expect(patterns).toContain("failure memory-limit-reached 1/2");
    expect(patterns).toContain("failure scenarios-failed 1/2");
    expect(listPatterns([runFigures("simple", 100, { run: { peakMemoryMb: 450 } })])).toContain(
      "failure memory-near-limit 1/1",
    );
  });

  test("[I2][J4] work cut off by the cap", () => {
    const cut = runFigures("complex", 800, { itemsDone: 300, run: { status: "cancelled" } });
    expect(listPatterns([simple, cut], { capped: true })).toContain("failure cut-off-by-cap 1/2");
    expect(listPatterns([simple, cut]).join()).not.toContain("cap");
  });

  test("[I2][D9] failures injected by the fault button are marked as such", () => {
    const run = {
      faults: [{ fault: "kill", fromMs: 900, toMs: 900 }],
      batchFailures: [batchFailure(0, { outcome: "recovered" }), batchFailure(100, { atMs: 500 })],
    } as const;
    expect(listPatterns([simple, runFigures("medium", 300, { run })])).toContain("failure fault-button 1/2");
  });

  test("[D9] a worker ended by the fault button's balloon has not hit its own limit", () => {
    const run = {
      faults: [{ fault: "memory", fromMs: 900, toMs: 900 }],
      batchFailures: [batchFailure(0, { kind: "memory", outcome: "recovered" })],
    } as const;
    expect(listPatterns([simple, runFigures("complex", 800, { run })]).join()).not.toContain("memory-limit-reached");
    const own = { ...run, faults: [] };
    expect(listPatterns([simple, runFigures("complex", 800, { run: own })])).toContain(
      "failure memory-limit-reached 1/2",
    );
  });

  test("[I2] if there are more failures than are kept, the last ones are marked as such", () => {
    const failures = (count: number) => Array.from({ length: count }, (_, i) => batchFailure(i * 2));
    const lost = (count: number) =>
      textOf([simple, runFigures("complex", 800, { run: { batchFailures: failures(count) } })], "batches-lost");
    expect(lost(99)).toBe("99 of 99 failed batches did not recover.");
    expect(lost(MAX_BATCH_FAILURES)).toBe("100 of the last 100 failed batches did not recover.");
  });

  test("[G1] no pattern contains an error message", () => {
    const run = { batchFailures: [batchFailure(0, { message: "the secret word" })] };
    const failed = failedFigures("complex", 800, { kind: "exception", message: "the secret word" }, run);
    const input = toInput([simple, failed]);
    expect(JSON.stringify(findPatterns(input, judgeGrowth(input)))).not.toContain("secret");
  });
});
