import { describe, expect, test } from "vitest";
import { findBottlenecks } from "../../../lib/core/judgement/bottlenecks.ts";
import { judgeComparative } from "../../../lib/core/judgement/comparative.ts";
import { judgeGrowth } from "../../../lib/core/judgement/growth/growth.ts";
import { judgeRecommendation } from "../../../lib/core/judgement/recommendation.ts";
import type { ScenarioFigures } from "../../../lib/core/judgement/input.ts";
import type { Growth } from "../../../lib/core/run/judgement.ts";
import { toFigures, toInput } from "../support/growth-series.ts";
import { runFigures } from "../support/run-figures.ts";

const unit = { one: "thread", many: "threads" };
const mails = { one: "mail", many: "mails" };

/** A recommendation where the growth is as given. */
function recommend(scenarios: readonly ScenarioFigures[], found: Partial<Growth> = {}, counted = unit) {
  const input = toInput(scenarios, { unit: counted });
  const none = { kind: "unclear", growthClass: null, knee: null } as const;
  return judgeRecommendation(input, { growth: { ...judgeGrowth(input), ...none, ...found } });
}

const timesOf = (scenarios: readonly ScenarioFigures[]): Growth["times"] =>
  scenarios.map(({ id, items, workMs }) => ({ scenarioId: id, items, timeMs: workMs }));
const bare = (id: string, items: number, workMs: number) => ({ ...toFigures(id, items, workMs), itemsFailed: null });

describe("without quality", () => {
  test("[I3] the recommendation rests on time and errors, and says what it could not weigh", () => {
    const sizes = [100, 300, 800].map((items) => toFigures(`s${items}`, items, items * 10));
    expect(recommend(sizes, { kind: "class", growthClass: "n" }, mails).statement).toMatchObject({
      text: "Use s800 (800 mails): the largest size measured; it meets its limits for errors and time per item; quality unknown, not weighed.",
      tone: "neutral",
    });
    const slow = [sizes[0]!, sizes[1]!, bare("s800", 800, 80_000)].map((each) => ({ ...each, itemsFailed: null }));
    expect(recommend(slow, {}, mails).statement.text).toBe(
      "Use s300 (300 mails): the largest size that meets every limit; quality and errors unknown, not weighed.",
    );
  });

  test("[I3] errors still count, and an unknown quality counts beside known ones", () => {
    const failing = [toFigures("a", 100, 1_000), { ...toFigures("b", 300, 3_000), itemsFailed: 30 }];
    expect(recommend(failing)).toMatchObject({ scenarioId: "a" });
    const mixed = [runFigures("a", 100), runFigures("b", 300, { quality: null })];
    expect(recommend(mixed).reasons.at(-1)?.text).toBe("b: quality unknown.");
  });
});

describe("where time falls as the size grows", () => {
  const threads = [bare("one", 1, 700), bare("four", 4, 330), bare("sixteen", 16, 400)];
  const falling = { fromItems: 1, bestItems: 4, bestScenarioId: "four", speedup: 700 / 330, stops: true };
  const found = { kind: "falling", falling, times: timesOf(threads) } as const;

  test("[I3][B12] the size where the gain stops is recommended, as a number of workers", () => {
    const { scenarioId, statement, reasons, production } = recommend(threads, found);
    expect(scenarioId).toBe("four");
    expect(statement.text).toBe(
      "Use four (4 threads): the fastest measured, 2.1× as fast as 1 thread (ideal 4×); 16 threads take 1.2× as long; quality and errors unknown, not weighed.",
    );
    expect(reasons.map(({ text }) => text)).toEqual([
      "four: 330 ms.",
      "one: 700 ms, 2.1× as long.",
      "sixteen: 400 ms, 1.2× as long.",
    ]);
    expect(production).toBeNull();
  });

  test("[I3] where the largest is the fastest, a larger one may be worth measuring", () => {
    const sizes = [bare("s1", 1, 1_000), bare("s8", 8, 140)];
    const { statement } = recommend(sizes, {
      kind: "falling",
      falling: { fromItems: 1, bestItems: 8, bestScenarioId: "s8", speedup: 1_000 / 140, stops: false },
      times: timesOf(sizes),
    });
    expect(statement.text).toContain("more threads may gain more: measure larger sizes");
  });

  test("[I3] the fastest that fails too often is not recommended", () => {
    const failing = threads.map((each) => (each.id === "four" ? { ...each, itemsFailed: 4 } : each));
    const { scenarioId, statement, reasons } = recommend(failing, found);
    expect(scenarioId).toBe("sixteen");
    expect(statement.text).toContain("the fastest that meets every limit, 1.8× as fast as 1 thread (ideal 16×)");
    expect(reasons.map(({ text }) => text)).toContain("four: left out, too many failures.");
  });

  test("[C2] a time per item means nothing", () => {
    const metrics = judgeComparative(threads, { kind: "falling", clockStepMs: null, excluded: [], holds: null });
    expect(metrics[1]).toMatchObject({ value: null, verdict: "unknown" });
    expect(metrics[1]?.statement.text).toContain("the size is no amount of work");
  });
});

describe("growth that soon makes larger sizes impossible", () => {
  const sizes = [bare("s10", 10, 1), bare("s20", 20, 16), bare("s40", 40, 256)];

  test("[I3][B12] exponential: the largest size within the limits, with a warning", () => {
    const exponential = { value: 2.02, low: 1.9, high: 2.1 };
    expect(recommend(sizes, { kind: "exponential", exponential }, mails).statement).toMatchObject({
      text: "Use s10 (10 mails): the largest size that meets every limit; quality and errors unknown, not weighed. Each further mail multiplies the time by about 2.02: larger sizes soon take too long.",
      tone: "neutral",
    });
  });

  test("[I3][B12] beyond cubic: the same, by its power", () => {
    const power = { value: 4, low: 3.9, high: 4.1 };
    expect(recommend(sizes, { kind: "power", power }, mails).statement.text).toContain(
      "Time grows like n^4.0: twice the size takes about 16× as long.",
    );
    expect(
      recommend(sizes, { kind: "power", power: { value: 1.5, low: 1.4, high: 1.6 } }, mails).statement.text,
    ).not.toContain("n^");
  });
});

test("[I4] growth is a bottleneck at a knee only where the judgement finds one", () => {
  const input = toInput([runFigures("a", 100), runFigures("b", 300), runFigures("c", 800, { workMs: 24_000 })]);
  const knee = { scenarioId: "b", items: 300, exponentBefore: 1, exponentAfter: 2 };
  const growth = judgeGrowth(input);
  const found = (kind: Growth["kind"]) =>
    findBottlenecks(input, { efficiency: null, growth: { ...growth, kind, knee } }).map(({ text }) => text);
  expect(found("knee").join()).toContain("Beyond b (300 items), time grows like n^2.00");
  expect(found("class")).toEqual([]);
});
