import type { Growth } from "../../core/run/judgement.ts";
import type { RunSpec } from "../../core/run/spec.ts";
import { formatQuantity } from "../format/format.ts";
import { growthText } from "../text/charts.ts";
import type { GrowthCurve } from "./curve.ts";
import type { GrowthModel, GrowthPlace, GrowthPoint, GrowthScale } from "./model.ts";

const CURVE_STEPS = 48;
/** A line for comparison is left out where it would dwarf the measured times. */
const MAX_COMPARISON = 2.5;

export function sampleCurve(
  at: (items: number) => number,
  from: number,
  to: number,
  scale: GrowthScale,
): readonly GrowthPlace[] {
  return Array.from({ length: CURVE_STEPS + 1 }, (_, i) => {
    const share = i / CURVE_STEPS;
    const items = scale === "log" ? from * (to / from) ** share : from + (to - from) * share;
    return { items, ms: at(items) };
  });
}

export function sampleBand({ bounds, fromItems, toItems }: GrowthCurve, scale: GrowthScale): GrowthModel["band"] {
  if (bounds === null) return [];
  const [low, high] = bounds;
  return sampleCurve(low, fromItems, toItems, scale).map(({ items, ms }) => {
    const other = high(items);
    return { items, lowMs: Math.min(ms, other), highMs: Math.max(ms, other) };
  });
}

/** Between neighbours the power through both, so that a knee shows on either scale. */
export function joinByPowers(points: readonly GrowthPlace[], scale: GrowthScale): readonly GrowthPlace[] {
  return points.slice(1).flatMap((to, i) => {
    const from = points[i] ?? to;
    if (from.items === to.items) return [from, to];
    const exponent = Math.log(to.ms / from.ms) / Math.log(to.items / from.items);
    return sampleCurve((items) => from.ms * (items / from.items) ** exponent, from.items, to.items, scale);
  });
}

/** Kinds of growth for which exponents between neighbours say the same as the sentence. */
const POWERS: ReadonlySet<Growth["kind"]> = new Set(["class", "power", "knee"]);

/** A fixed cost flattens the exponents between small sizes; a size that does not count stands between its neighbours. */
export function drawSteps(
  { kind, exponents, fixedCost, holds, excluded }: Growth,
  points: readonly GrowthPoint[],
): GrowthModel["steps"] {
  if (!POWERS.has(kind) || fixedCost !== null) return [];
  return exponents.flatMap(({ fromScenarioId, toScenarioId, exponent }) => {
    const from = points.find(({ id }) => id === fromScenarioId);
    const to = points.find(({ id }) => id === toScenarioId);
    if (from === undefined || to === undefined) return [];
    const isHeld = holds === null || (from.items >= holds.fromItems && to.items <= holds.toItems);
    const isBetween = excluded.some(({ items }) => items > from.items && items < to.items);
    return isHeld && !isBetween ? [{ from, to, exponent }] : [];
  });
}

/** Linear growth from the smallest size, or for falling times the ideal, time ÷ size. */
export function drawComparison(
  growth: Growth,
  points: readonly GrowthPoint[],
  drawn: Pick<GrowthModel, "measuredCurve" | "projectedCurve" | "asked">,
  scale: GrowthScale,
): GrowthModel["comparison"] {
  const [smallest, largest] = [points[0], points.at(-1)];
  if (smallest === undefined || largest === undefined) return null;
  if (growth.kind === "falling") {
    const start = points.find(({ items }) => items === growth.falling?.fromItems) ?? smallest;
    const ideal = (items: number) => (start.ms * start.items) / items;
    return { label: growthText.ideal, places: sampleCurve(ideal, start.items, largest.items, scale) };
  }
  if (!mayCompareWithLinear(growth)) return null;
  const end = Math.max(largest.items, drawn.projectedCurve.at(-1)?.items ?? 0);
  const places = [smallest.items, end].map((items) => ({ items, ms: (smallest.ms / smallest.items) * items }));
  const times = [...points, ...drawn.measuredCurve, ...drawn.projectedCurve].map(({ ms }) => ms);
  const most = Math.max(drawn.asked?.highMs ?? 0, ...times) * MAX_COMPARISON;
  return places.every(({ ms }) => ms <= most) ? { label: growthText.ifLinear, places } : null;
}

/** Not where the growth is or may be linear, nor where a fixed cost or a part of the sizes makes the smallest one no measure. */
function mayCompareWithLinear({ kind, growthClass, power, fixedCost, holds }: Growth): boolean {
  if (!POWERS.has(kind) || growthClass === "n" || fixedCost !== null || holds !== null) return false;
  return kind !== "power" || power === null || power.low > 1 || power.high < 1;
}

export function selectBest(
  { kind, falling }: Growth,
  points: readonly GrowthPoint[],
  unit: RunSpec["unit"],
): GrowthModel["best"] {
  const best = points.find(({ id }) => id === falling?.bestScenarioId);
  if (kind !== "falling" || falling === null || best === undefined) return null;
  const times = growthText.times(falling.speedup.toFixed(1));
  const label = growthText.fasterAt(times, formatQuantity(best.items, unit));
  return { items: best.items, ms: best.ms, label, shortLabel: growthText.faster(times) };
}
