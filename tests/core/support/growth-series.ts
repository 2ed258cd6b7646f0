import { createRandom } from "../../../lib/core/inputs/data.ts";
import { growthAt } from "../../../lib/core/judgement/growth/weighing/shapes.ts";
import { judgeGrowth } from "../../../lib/core/judgement/growth/growth.ts";
import type { JudgementInput, ScenarioFigures } from "../../../lib/core/judgement/input.ts";
import { GROWTH_CLASSES, type Growth, type GrowthClass } from "../../../lib/core/run/judgement.ts";

/** The source of a series' noise. */
export type SeriesKind = {
  readonly name: string;
  readonly sizes: readonly number[];
  /** batches per scenario, each with independent noise; null: no points, noise in the total time */
  readonly batches: readonly number[] | null;
};

export const SERIES: readonly SeriesKind[] = [
  { name: "a run of 3 sizes with points, noise in every batch", sizes: [100, 300, 800], batches: [20, 30, 40] },
  { name: "a run of 3 sizes with few points, noise in every batch", sizes: [100, 300, 800], batches: [10, 10, 10] },
  { name: "5 sizes without points, noise in the whole time", sizes: [100, 200, 400, 800, 1600], batches: null },
  { name: "3 sizes without points, noise in the whole time", sizes: [100, 300, 800], batches: null },
];

export type Tally = { readonly growthClass: GrowthClass; right: number; unsure: number; wrong: number };

/** Judges seeds 1 … `seeds` of a series of each class with this much normal noise. */
export function tallyClasses(kind: SeriesKind, noise: number, seeds: number): readonly Tally[] {
  return GROWTH_CLASSES.map((growthClass) => {
    const tally: Tally = { growthClass, right: 0, unsure: 0, wrong: 0 };
    for (let seed = 1; seed <= seeds; seed += 1) {
      const judged = judgeGrowth(drawSeries(kind, growthClass, noise, seed)).growthClass;
      if (judged === growthClass) tally.right += 1;
      else if (judged === null) tally.unsure += 1;
      else tally.wrong += 1;
    }
    return tally;
  });
}

/** Figures of scenarios whose times grow by a class, each size with the given kind of noise. */
export function drawSeries(kind: SeriesKind, growthClass: GrowthClass, noise: number, seed: number): JudgementInput {
  const random = createRandom(seed);
  const factor = (): number => Math.max(0.05, 1 + noise * drawNormal(random));
  const scenarios = kind.sizes.map((items, i) => {
    const truthMs = 10 * growthAt(growthClass, items);
    const batches = kind.batches?.[i] ?? 1;
    let workMs = 0;
    const points = Array.from({ length: batches }, (_, batch) => {
      workMs += (truthMs / batches) * factor();
      return { itemsDone: Math.round(((batch + 1) * items) / batches), workMs, atMs: null, quality: null };
    });
    return toFigures(`scale-${i + 1}`, items, workMs, kind.batches === null ? [] : points);
  });
  return toInput(scenarios);
}

/** Box–Muller transform. */
export function drawNormal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

export function toFigures(
  id: string,
  items: number,
  workMs: number,
  points: ScenarioFigures["points"] = [],
  quality: number | null = null,
): ScenarioFigures {
  return {
    id,
    label: id,
    items,
    itemsDone: items,
    itemsFailed: 0,
    elapsedMs: workMs,
    workMs,
    quality,
    points,
    repeatsMs: [],
    run: null,
  };
}

export function toInput(
  scenarios: readonly ScenarioFigures[],
  overrides: Partial<JudgementInput> = {},
): JudgementInput {
  const unit = { one: "item", many: "items" };
  return {
    scenarios,
    unit,
    prices: null,
    estimate: null,
    isLive: false,
    capped: false,
    skillChanged: null,
    projections: [],
    ...overrides,
  };
}

/** The judgement of a series, in short. */
export function nameGrowth({ growthClass }: Growth): string {
  return growthClass ?? "not enough evidence";
}
