import { describe, expect, test } from "vitest";
import { judge } from "../../../lib/core/judgement/judge.ts";
import type { JudgementInput, ScenarioFigures } from "../../../lib/core/judgement/input.ts";
import { toFigures, toInput } from "../support/growth-series.ts";
import { failedFigures, runFigures } from "../support/run-figures.ts";

const [simple, medium, complex] = [runFigures("simple", 100), runFigures("medium", 300), runFigures("complex", 800)];

const judged = (scenarios: readonly ScenarioFigures[], overrides: Partial<JudgementInput> = {}) =>
  judge(toInput(scenarios, overrides));
/** Sizes from 50 to 1,600 whose time is linear up to one of them, and then like n^exponent. */
const turnAt = (items: number, exponent: number): readonly ScenarioFigures[] =>
  [50, 100, 200, 400, 800, 1_600].map((size) => {
    const workMs = 10 * (size <= items ? size : items * (size / items) ** exponent);
    return runFigures(`s${size}`, size, { workMs, elapsedMs: workMs });
  });
const recommended = (...scenarios: readonly ScenarioFigures[]) => judged(scenarios).recommendation;

describe("recommendation", () => {
  test("[I3] the largest size that meets every limit, with reasons for each size, its own first", () => {
    expect(recommended(simple, medium, complex).scenarioId).toBe("complex");
    const expensive = runFigures("complex", 800, { workMs: 800 * 25 });
    const { scenarioId, reasons } = recommended(simple, medium, expensive);
    expect(scenarioId).toBe("medium");
    expect(reasons.map(({ text }) => text)).toEqual([
      "medium: a good balance of load and speed, quality .95 at 10 ms per item.",
      "simple: also meets every limit (quality .95 at 10 ms per item), but too small to reveal scaling problems.",
      "complex: an item takes 2.5× the time of the cheapest.",
    ]);
  });

  test.each([
    [
      "failed",
      failedFigures("complex", 800, { kind: "timeout", message: "" }),
      "complex: failed; finished 400 of 800.",
    ],
    [
      "misses its target",
      runFigures("complex", 800, { quality: 0.7 }),
      "complex: quality .70 misses its target of .90.",
    ],
    ["fails too many items", runFigures("complex", 800, { itemsFailed: 80 }), "10 % of its items failed"],
    ["has unknown quality", runFigures("complex", 800, { quality: null }), "complex: quality unknown."],
    [
      "has no item that came out right",
      runFigures("complex", 800, { itemsFailed: 800, run: { errorTolerance: 1 } }),
      "complex: left out, too many failures.",
    ],
    ["ended early", runFigures("complex", 800, { itemsDone: 700 }), "complex: finished 700 of 800."],
    [
      "ended early, with failed items",
      runFigures("complex", 800, { itemsDone: 700, itemsFailed: 30 }),
      "complex: finished 670 of 800.",
    ],
  ])("[I3] not the one that %s", (_, scenario, reason) => {
    const { scenarioId, reasons } = recommended(simple, medium, scenario);
    expect(scenarioId).toBe("medium");
    expect(reasons.at(-1)?.text).toContain(reason);
  });

  test("[I3] none when no size is good enough, nothing is finished, or there is nothing to compare", () => {
    const poor = [100, 300].map((items) => runFigures(`s${items}`, items, { quality: 0.3 }));
    expect(recommended(...poor)).toMatchObject({ scenarioId: null, production: null, statement: { tone: "unsure" } });
    const nothing = { itemsDone: 0, workMs: 0, elapsedMs: 0, quality: null } as const;
    expect(recommended(runFigures("a", 9, nothing)).statement.text).toBe(
      "No size can be recommended: no items were finished.",
    );
    expect(recommended(simple).statement.text).toContain("no other size to compare with");
  });

  test("[I3] production: one batch per request, and by Little's law as many workers as the measured rate requires", () => {
    const fast = runFigures("complex", 800, { elapsedMs: 2_000, run: { batchSize: 50, concurrency: 4 } });
    const { production } = recommended(simple, medium, fast);
    // 400 items/s = 8 requests/s of 500 ms each: 4 in parallel
    expect(production).toMatchObject({ itemsPerRequest: 50, responseTimeMs: 500, concurrency: 4 });
    expect(production?.statement.text).toContain(
      "In production: batches of 50, about 500 ms each; 4 workers sustain 400 items/s.",
    );
  });

  test("[I3] no production estimate from a handful of items", () => {
    expect(recommended(runFigures("a", 3), runFigures("b", 9)).production).toBeNull();
  });
});

describe("bottlenecks and needs", () => {
  test("[I4] the critical path, limits that are close, waiting and idle workers", () => {
    const { bottlenecks } = judged([
      runFigures("simple", 100, { run: { waitedMs: 7_000 } }),
      runFigures("medium", 300, { run: { peakMemoryMb: 500, waitedMs: 100 } }),
      runFigures("complex", 800, { run: { concurrency: 4, timeBudgetMs: 9_000 } }),
    ]);
    expect(bottlenecks.map(({ text }) => text)).toEqual([
      "complex is the critical path: 67 % of all active time.",
      "medium reaches 98 % of its memory limit.",
      "complex uses 89 % of its time budget.",
      "simple spends 88 % of its time waiting for the others (7.0 s); complex waits least.",
      "complex keeps its 4 workers busy 25 % of the time: 1 busy on average.",
    ]);
  });

  test("[I4] the needs and the speed of each size", () => {
    expect(judged([simple, toFigures("bare", 50, 500)]).resources).toEqual([
      { scenarioId: "simple", peakMemoryMb: 100, memoryLimitMb: 512, concurrency: 1, itemsPerSecond: 100 },
      { scenarioId: "bare", peakMemoryMb: null, memoryLimitMb: null, concurrency: null, itemsPerSecond: 100 },
    ]);
  });
});

describe("the headline", () => {
  test.each([
    ["all is well", [simple, medium, complex], "Quality holds at .95, and time grows linearly.", "good"],
    [
      "quality drops",
      [simple, medium, runFigures("complex", 800, { quality: 0.6 })],
      "Quality drops from .95 to .60, but time grows linearly.",
      "bad",
    ],
    [
      "quality falls within the limit of scaling, but beyond that of deviation",
      [simple, medium, runFigures("complex", 800, { quality: 0.8 })],
      "Quality drops from .95 to .80, but time grows linearly.",
      "bad",
    ],
    [
      "both ends are alike, and the middle is not",
      [simple, runFigures("medium", 300, { quality: 0.7 }), complex],
      "Quality varies between the sizes, but time grows linearly.",
      "bad",
    ],
    [
      "one failed",
      [simple, medium, failedFigures("complex", 800, { kind: "timeout", message: "" })],
      "Quality holds at .95, and time grows linearly; complex failed.",
      "bad",
    ],
    [
      "all failed alike",
      [100, 300].map((items) => failedFigures(`s${items}`, items, { kind: "exception", message: "broken" })),
      "Every scenario failed with the same error; completed work is saved.",
      "bad",
    ],
    [
      "time stays constant from a knee on",
      turnAt(200, 0),
      "Quality holds at .95, and time stays constant beyond 200 items.",
      "neutral",
    ],
    [
      "growth becomes steeper at a knee",
      turnAt(200, 2),
      "Quality holds at .95, but time growth becomes quadratic beyond 200 items.",
      "bad",
    ],
    ["there is one size", [simple], "Quality cannot be compared, and how time grows is unknown.", "unsure"],
  ] as const)("[I1] %s", (_, scenarios, text, tone) => {
    expect(judged(scenarios).headline).toMatchObject({ text, tone });
  });

  test("[I1][B11] without any quality it says only how time grows; one quality is compared or missed", () => {
    const sizes = [100, 200, 400, 800, 1_600];
    const timesOnly = sizes.map((items) => ({ ...runFigures(`s${items}`, items, { quality: null }), run: null }));
    expect(judged(timesOnly).headline).toMatchObject({ text: "Time grows linearly.", tone: "good" });
    const oneQuality = timesOnly.map((each, i) => (i === 0 ? { ...each, quality: 0.9 } : each));
    expect(judged(oneQuality).headline).toMatchObject({
      text: "Quality cannot be compared, but time grows linearly.",
      tone: "unsure",
    });
  });

  test("[B4] a time that is the same at every size does not grow", () => {
    const alike = [simple, medium, complex].map((figures) =>
      runFigures(figures.label, figures.items, { workMs: 1_000 }),
    );
    expect(judged(alike)).toMatchObject({
      headline: { text: "Quality holds at .95, and time does not grow with size." },
      growth: { statement: { text: "Time does not grow with size (exponents 0.00, 0.00)." } },
    });
  });

  test("[D10] partial results are marked as such, and figures of a running run as so far", () => {
    const open = runFigures("complex", 800, {
      itemsDone: 400,
      workMs: 4_000,
      elapsedMs: 4_000,
      run: { status: "running", endedAtMs: null },
    });
    expect(judged([simple, medium, open], { isLive: true })).toMatchObject({
      headline: { text: "Quality holds at .95, and time grows linearly so far." },
    });
  });
});

describe("comparison of partial results", () => {
  test("[C2][D10] a scenario that ended early is compared by the projected time of all its items, and the text says so", () => {
    const half = failedFigures("complex", 800, { kind: "timeout", message: "" });
    const [whole, partial] = [judged([simple, complex]), judged([simple, half])];
    expect(partial.comparative.map(({ value }) => value)).toEqual(whole.comparative.map(({ value }) => value));
    expect(partial.comparative[0]?.statement.text).toContain(
      "Quality stays within limits from simple to complex: ratio 1.000, must be above .8. Completed items of complex only.",
    );
    expect(partial.partial?.text).toBe(
      "Partial results: complex has 400 of 800 items. Figures cover completed items only.",
    );
  });

  test("[D10] skipped items count as done: they do not make a failed scenario complete", () => {
    const failure = { kind: "exception", message: "" } as const;
    const failed = runFigures("complex", 800, { run: { status: "failed", failure } });
    const { comparative, partial, recommendation } = judged([simple, failed]);
    expect(comparative[0]?.statement.text).toContain(
      "Quality stays within limits from simple to complex: ratio 1.000, must be above .8. Completed items of complex only.",
    );
    expect(partial?.text).toBe(
      "Partial results: complex failed with some of its items skipped. Figures cover completed items only.",
    );
    expect(recommendation.reasons.at(-1)?.text).toBe("complex: failed.");
  });

  test("[C2][D4] figures of retried scenarios are marked as including discarded work", () => {
    const words = "complex was retried: its time includes the discarded work.";
    const again = runFigures("complex", 800, { workMs: 12_000, run: { attempt: 2 } });
    const { comparative, growth } = judged([simple, medium, again]);
    expect(comparative.find(({ id }) => id === "time-efficiency")?.statement.text).toContain(words);
    expect(growth.warnings.map(({ text }) => text)).toContain(words);
    expect(JSON.stringify(judged([simple, medium, complex]))).not.toContain("retried");
  });

  test("[C2] with one size, or without quality, the verdict is unknown, as text", () => {
    for (const { verdict, value, statement } of judged([simple]).comparative) {
      expect([verdict, value, statement.tone]).toEqual(["unknown", null, "unsure"]);
    }
    const [quality] = judged([100, 300].map((items) => runFigures(`s${items}`, items, { quality: null }))).comparative;
    expect(quality).toMatchObject({
      verdict: "unknown",
      statement: {
        text: expect.stringContaining("Quality scaling unknown: the smallest or the largest size has no quality."),
      },
    });
  });

  test("[C3] error consistency is judged against each scenario's own tolerance", () => {
    const errors = (run: object) => judged([runFigures("simple", 100, { itemsFailed: 8, run })]).stability[1];
    expect(errors({ errorTolerance: 0.1 })).toMatchObject({ verdict: "pass", value: 0 });
    expect(errors({ errorTolerance: 0.05 })).toMatchObject({ verdict: "fail" });
    expect(errors({ errorTolerance: 0.05 })?.value).toBeCloseTo(0.03);
  });
});

test("[D10] a scenario that finished less than a tenth of its items is not compared", () => {
  const early = { itemsDone: 60, workMs: 600, quality: 0.2 } as const;
  const { comparative, stability, patterns } = judged([simple, runFigures("complex", 800, early)]);
  for (const metric of [...comparative, ...stability].filter(({ id }) => id !== "error-consistency")) {
    expect(metric).toMatchObject({ value: null, verdict: "unknown", statement: { tone: "unsure" } });
    expect(metric.statement.text).toContain("a tenth of their items");
  }
  expect(patterns.map(({ id }) => id)).not.toContain("quality-falls-with-size");
});
