import { mean, sum } from "simple-statistics";
import { growthAt } from "../../core/judgement/growth/weighing/shapes.ts";
import type { Growth, GrowthClass, Interval } from "../../core/run/judgement.ts";

/** Time by items. */
type TimeAt = (items: number) => number;

/** A growth that the times determine, over the sizes at which it holds. */
export type GrowthCurve = {
  readonly at: TimeAt;
  /** the bounds of its power or factor; null for a class */
  readonly bounds: readonly [TimeAt, TimeAt] | null;
  readonly fromItems: number;
  readonly toItems: number;
};

type SizedTime = Growth["times"][number];

/** The measured times that count towards growth, smallest size first. */
export function selectCounted({ times, excluded }: Growth): readonly SizedTime[] {
  return times.filter(({ scenarioId }) => !excluded.some((each) => each.scenarioId === scenarioId));
}

/** fixed cost + c·f(n); null when no single growth is certain. */
export function selectCurve(growth: Growth): GrowthCurve | null {
  const counted = selectCounted(growth);
  const { fromItems, toItems } = growth.holds ?? {
    fromItems: counted[0]?.items ?? 1,
    toItems: counted.at(-1)?.items ?? 1,
  };
  const held = counted.filter(({ items }) => items >= fromItems && items <= toItems);
  const found = held.length === 0 ? null : selectShape(growth, held);
  return found === null ? null : { ...found, fromItems, toItems };
}

function selectShape(growth: Growth, held: readonly SizedTime[]): Pick<GrowthCurve, "at" | "bounds"> | null {
  const { kind, growthClass, power, exponential } = growth;
  if (kind === "power" && power !== null) {
    const middle = Math.exp(mean(held.map(({ items }) => Math.log(items))));
    return fitInterval(growth, held, power, (value) => (items) => (items / middle) ** value);
  }
  if (kind === "exponential" && exponential !== null) {
    const middle = mean(held.map(({ items }) => items));
    return fitInterval(growth, held, exponential, (value) => (items) => value ** (items - middle));
  }
  return (kind === "class" || kind === "knee") && growthClass !== null ? fitClass(growth, growthClass, held) : null;
}

/** The judgement's own coefficient where it applies: it is fitted to all sizes, without a fixed cost. */
function fitClass(growth: Growth, growthClass: GrowthClass, held: readonly SizedTime[]) {
  const shape: TimeAt = (items) => growthAt(growthClass, items);
  const fit = growth.fits.find((each) => each.growthClass === growthClass);
  if (fit !== undefined && growth.fixedCost === null && growth.holds === null && growth.excluded.length === 0)
    return { at: (items: number) => fit.coefficientMs * shape(items), bounds: null };
  const at = fitShape(growth, held, shape);
  return at === null ? null : { at, bounds: null };
}

/** The curve of the value; its bounds meet it in the middle of the sizes. */
function fitInterval(
  growth: Growth,
  held: readonly SizedTime[],
  { value, low, high }: Interval,
  toShape: (value: number) => TimeAt,
) {
  const at = fitShape(growth, held, toShape(value));
  const fixedMs = growth.fixedCost?.value ?? 0;
  if (at === null) return null;
  const bound =
    (edge: number): TimeAt =>
    (items) =>
      fixedMs + ((at(items) - fixedMs) * toShape(edge)(items)) / toShape(value)(items);
  return { at, bounds: [bound(low), bound(high)] as const };
}

/** Least squares of the relative errors, so that every size counts alike: c = Σ w·(T − F)·f ÷ Σ w·f², w = 1 ÷ T². */
function fitShape({ fixedCost }: Growth, held: readonly SizedTime[], shape: TimeAt): TimeAt | null {
  const fixedMs = fixedCost?.value ?? 0;
  const parts = held.map(({ items, timeMs }) => ({ f: shape(items) / timeMs, t: (timeMs - fixedMs) / timeMs }));
  const coefficient = sum(parts.map(({ f, t }) => f * t)) / sum(parts.map(({ f }) => f * f));
  if (!Number.isFinite(coefficient) || coefficient < 0) return null;
  return (items) => fixedMs + coefficient * shape(items);
}
