import { extrapolate, type Extrapolation } from "../../core/judgement/growth/extrapolate.ts";
import { growthAt } from "../../core/judgement/growth/shapes.ts";
import type { Growth } from "../../core/run/judgement.ts";
import type { RunResults } from "../../core/run/results.ts";
import type { RunSpec } from "../../core/run/spec.ts";
import { labelScenario } from "../../core/words/names.ts";
import { computeCountTicks, computeLogTicks, computeLogTimeTicks, computeTimeTicks } from "../charts/axis-ticks.ts";
import { formatCount, formatDuration } from "../format/format.ts";
import type { TableText } from "../charts/table.ts";
import { growthText } from "../text/charts.ts";

export type GrowthPlace = { readonly items: number; readonly ms: number };
export type GrowthPoint = GrowthPlace & {
  readonly id: string;
  readonly index: number;
  readonly label: string;
  /** all its items are done; else the time is projected from the pace so far */
  readonly isWhole: boolean;
};
export type GrowthScale = "linear" | "log";
type Axis = { readonly domain: readonly [number, number]; readonly ticks: readonly number[] };

/** Everything that the growth chart draws. */
export type GrowthModel = {
  readonly points: readonly GrowthPoint[];
  /** between neighbouring sizes: the exponent of the growth */
  readonly steps: readonly { readonly from: GrowthPlace; readonly to: GrowthPlace; readonly exponent: number }[];
  /** the growth class through the measured sizes, or straight lines when no class is certain */
  readonly measuredCurve: readonly GrowthPlace[];
  /** beyond the largest measured size */
  readonly projectedCurve: readonly GrowthPlace[];
  readonly curveLabel: string;
  /** linear growth from the smallest size, for comparison; empty when the growth is linear */
  readonly linear: readonly GrowthPlace[];
  readonly knee: { readonly items: number } | null;
  readonly asked: {
    readonly items: number;
    readonly ms: number | null;
    readonly lowMs: number;
    readonly highMs: number;
  } | null;
  readonly scale: GrowthScale;
  readonly xAxis: Axis;
  readonly yAxis: Axis;
};

const CURVE_STEPS = 48;
const ROOM = 1.06;
const MAX_LINEAR = 2.5;

/** The times that the growth was computed from, smallest size first. */
export function selectGrowthPoints({ judgement, scenarios }: RunResults, spec: RunSpec): readonly GrowthPoint[] {
  return judgement.growth.times.map(({ scenarioId, items, timeMs }) => {
    const index = spec.scenarios.findIndex(({ id }) => id === scenarioId);
    const isWhole = scenarios.every((each) => each.scenarioId !== scenarioId || each.status === "complete");
    return { id: scenarioId, index, label: labelScenario(spec, scenarioId), items, ms: timeMs, isWhole };
  });
}

/** The time at a size that the viewer entered; null without two measured sizes. */
export function selectExtrapolation(
  { judgement: { growth } }: RunResults,
  spec: RunSpec,
  items: number | null,
): Extrapolation | null {
  return items === null ? null : extrapolate(growth, growth.times, items, spec.unit.many);
}

export function selectGrowth(
  results: RunResults,
  spec: RunSpec,
  { asked, scale }: { readonly asked: Extrapolation | null; readonly scale: GrowthScale },
): GrowthModel {
  const { growth } = results.judgement;
  const points = selectGrowthPoints(results, spec);
  const [smallest, largest] = [points[0], points.at(-1)];
  const maxItems = Math.max(largest?.items ?? 1, asked?.items ?? 0);
  const curveAt = selectCurve(growth);
  const measuredCurve =
    curveAt === null || smallest === undefined || largest === undefined
      ? points
      : sampleCurve(curveAt, smallest.items, largest.items, scale);
  const projectedCurve =
    curveAt === null || largest === undefined || maxItems <= largest.items
      ? []
      : sampleCurve(curveAt, largest.items, maxItems, scale);
  const askedPlace =
    asked === null ? null : { items: asked.items, ms: asked.timeMs, lowMs: asked.lowMs, highMs: asked.highMs };
  const drawn = Math.max(
    1e-3,
    askedPlace?.highMs ?? 0,
    ...[...points, ...measuredCurve, ...projectedCurve].map(({ ms }) => ms),
  );
  const linear = smallest === undefined || growth.growthClass === "n" ? [] : drawLinear(smallest, maxItems, drawn);
  const highest = Math.max(drawn, ...linear.map(({ ms }) => ms));
  const lows = [...points, ...linear].map(({ ms }) => ms).filter((ms) => ms > 0);
  const lowest = Math.min(highest, askedPlace?.lowMs ?? highest, ...lows);
  return {
    points,
    steps: selectSteps(growth, points),
    measuredCurve,
    projectedCurve,
    curveLabel: growth.growthClass ?? "",
    linear,
    knee: growth.knee,
    asked: askedPlace,
    scale,
    xAxis: toAxis(scale, [Math.min(smallest?.items ?? 1, asked?.items ?? maxItems), maxItems], COUNTS),
    yAxis: toAxis(scale, [lowest, highest], TIMES),
  };
}

/** Left out where it would dwarf the measured times. */
function drawLinear(smallest: GrowthPlace, maxItems: number, drawnMs: number): readonly GrowthPlace[] {
  const line = [smallest.items, maxItems].map((items) => ({ items, ms: (smallest.ms / smallest.items) * items }));
  return line.every(({ ms }) => ms <= drawnMs * MAX_LINEAR) ? line : [];
}

function selectCurve({ growthClass, fits }: Growth): ((items: number) => number) | null {
  const fit = fits.find((each) => each.growthClass === growthClass);
  if (fit === undefined) return null;
  return (items) => fit.coefficientMs * growthAt(fit.growthClass, items);
}

function sampleCurve(curveAt: (items: number) => number, from: number, to: number, scale: GrowthScale): GrowthPlace[] {
  return Array.from({ length: CURVE_STEPS + 1 }, (_, i) => {
    const share = i / CURVE_STEPS;
    const items = scale === "log" ? from * (to / from) ** share : from + (to - from) * share;
    return { items, ms: curveAt(items) };
  });
}

function selectSteps({ exponents }: Growth, points: readonly GrowthPoint[]): GrowthModel["steps"] {
  return exponents.flatMap(({ fromScenarioId, toScenarioId, exponent }) => {
    const from = points.find(({ id }) => id === fromScenarioId);
    const to = points.find(({ id }) => id === toScenarioId);
    return from === undefined || to === undefined ? [] : [{ from, to, exponent }];
  });
}

type Ticks = {
  readonly linear: (max: number, count: number) => number[];
  readonly log: (min: number, max: number) => number[];
};
const COUNTS: Ticks = { linear: computeCountTicks, log: computeLogTicks };
const TIMES: Ticks = { linear: computeTimeTicks, log: computeLogTimeTicks };

function toAxis(scale: GrowthScale, [min, max]: readonly [number, number], ticks: Ticks): Axis {
  if (scale === "linear") {
    const end = max * ROOM;
    return { domain: [0, end], ticks: ticks.linear(end, 5) };
  }
  const domain = [min / 1.6, max * 1.6] as const;
  return { domain, ticks: ticks.log(...domain) };
}

/** The chart as a table: each size with its time and the growth from the size before. */
export function toGrowthTable(model: GrowthModel, unit: RunSpec["unit"]): TableText {
  const rows = model.points.map((point) => {
    const step = model.steps.find(({ to }) => to.items === point.items);
    return [
      point.label,
      formatCount(point.items),
      `${point.isWhole ? "" : growthText.approximately}${formatDuration(point.ms)}`,
      formatDuration(point.ms / point.items),
      step === undefined ? "" : `n^${step.exponent.toFixed(2)}`,
    ];
  });
  const { asked } = model;
  const askedRow =
    asked === null
      ? []
      : [
          [
            growthText.typedSize,
            formatCount(asked.items),
            `${asked.ms === null ? "" : `${formatDuration(asked.ms)}, `}${growthText.range(formatDuration(asked.lowMs), formatDuration(asked.highMs))}`,
            "",
            "",
          ],
        ];
  return {
    caption: growthText.caption,
    head: growthText.head(unit),
    rows: [...rows, ...askedRow],
  };
}
