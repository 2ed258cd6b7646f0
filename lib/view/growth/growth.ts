import { extrapolate, type Extrapolation } from "../../core/judgement/growth/extrapolate.ts";
import type { RunResults } from "../../core/run/results.ts";
import type { Growth } from "../../core/run/judgement.ts";
import type { RunSpec } from "../../core/run/spec.ts";
import { labelScenario } from "../../core/words/names.ts";
import { formatDuration } from "../format/format.ts";
import { growthText } from "../text/charts.ts";
import { toGrowthAxes } from "./axes.ts";
import { selectCounted, selectCurve, type GrowthCurve } from "./curve.ts";
import { describeCurve } from "./curve-label.ts";
import { describeExclusion } from "./exclusions.ts";
import { drawComparison, drawSteps, joinByPowers, sampleBand, sampleCurve, selectBest } from "./lines.ts";
import { includeStartUp } from "./start-up.ts";
import type { ExcludedPoint, GrowthModel, GrowthPlace, GrowthPoint, GrowthScale, ScenarioMark } from "./model.ts";

/** The times that the growth was computed from, smallest size first. */
function selectGrowthPoints(growth: Growth, { scenarios }: RunResults, spec: RunSpec): readonly GrowthPoint[] {
  return selectCounted(growth).map(({ scenarioId, items, timeMs }) => {
    const isWhole = scenarios.every((each) => each.scenarioId !== scenarioId || each.status === "complete");
    return { ...toMark(spec, scenarioId, items), ms: timeMs, isWhole };
  });
}

function toMark(spec: RunSpec, id: string, items: number): ScenarioMark {
  return { id, index: spec.scenarios.findIndex((each) => each.id === id), label: labelScenario(spec, id), items };
}

function selectExcluded(growth: Growth, results: RunResults, spec: RunSpec): readonly ExcludedPoint[] {
  return growth.excluded.map((excluded) => {
    const { scenarioId, items, timeMs, expectedMs } = excluded;
    return { ...toMark(spec, scenarioId, items), ms: timeMs, expectedMs, reason: describeExclusion(results, excluded) };
  });
}

/** The time at a size that the viewer entered; null without two measured sizes. */
export function selectExtrapolation(
  { judgement }: RunResults,
  spec: RunSpec,
  items: number | null,
): Extrapolation | null {
  const growth = includeStartUp(judgement.growth);
  return items === null ? null : extrapolate(growth, selectCounted(growth), items, spec.unit.many);
}

export function selectGrowth(
  results: RunResults,
  spec: RunSpec,
  { asked, scale }: { readonly asked: Extrapolation | null; readonly scale: GrowthScale },
): GrowthModel {
  const growth = includeStartUp(results.judgement.growth);
  const points = selectGrowthPoints(growth, results, spec);
  const excluded = selectExcluded(growth, results, spec);
  const curve = selectCurve(growth);
  const isKnee = curve === null && growth.kind === "knee";
  const line = curve !== null || isKnee ? "curve" : growth.kind === "falling" ? "smooth" : "thin";
  const maxItems = Math.max(1, asked?.items ?? 0, ...[...points, ...excluded].map(({ items }) => items));
  const lines = {
    measuredCurve: isKnee
      ? joinByPowers(points, scale)
      : curve === null
        ? points
        : sampleCurve(curve.at, curve.fromItems, curve.toItems, scale),
    projectedCurve: drawProjection(curve, points, maxItems, scale),
    band: curve === null ? [] : sampleBand(curve, scale),
  };
  const askedPlace =
    asked === null ? null : { items: asked.items, ms: asked.timeMs, lowMs: asked.lowMs, highMs: asked.highMs };
  const drawn = { ...lines, points, excluded, asked: askedPlace };
  const fixedCost = describeFixedCost(results.judgement.growth, spec.unit.one);
  const comparison = drawComparison(growth, points, drawn, scale);
  return {
    ...drawn,
    kind: growth.kind,
    tone: growth.statement.tone,
    line,
    steps: drawSteps(growth, points),
    curveLabel: describeCurve(growth, points, spec.unit),
    comparison,
    fixedCost,
    unit: spec.unit.many,
    best: selectBest(growth, points, spec.unit),
    knee: growth.kind === "knee" ? growth.knee : null,
    ...toGrowthAxes({ ...drawn, comparison, fixedMs: fixedCost?.ms ?? null }, scale),
  };
}

/** A start-up that the points show lies before the first item; what only the sizes show may lie anywhere. */
function describeFixedCost({ fixedCost }: Growth, unit: string): GrowthModel["fixedCost"] {
  if (fixedCost === null) return null;
  const { value: ms, source } = fixedCost;
  return source === "points"
    ? { ms, label: growthText.beforeFirstFor(formatDuration(ms), unit), name: growthText.beforeFirst(unit) }
    : { ms, label: growthText.fixedFor(formatDuration(ms)), name: growthText.fixed };
}

/** Only a growth that holds up to the largest size is continued beyond it. */
function drawProjection(
  curve: GrowthCurve | null,
  points: readonly GrowthPoint[],
  maxItems: number,
  scale: GrowthScale,
): readonly GrowthPlace[] {
  const largest = points.at(-1)?.items ?? maxItems;
  if (curve === null || maxItems <= largest || curve.toItems < largest) return [];
  return sampleCurve(curve.at, largest, maxItems, scale);
}
