import { extrapolate, type Extrapolation } from "../../core/judgement/growth/extrapolate.ts";
import type { RunResults } from "../../core/run/results.ts";
import type { RunSpec } from "../../core/run/spec.ts";
import { labelScenario } from "../../core/words/names.ts";
import { formatDuration } from "../format/format.ts";
import { growthText } from "../text/charts.ts";
import { toGrowthAxes } from "./axes.ts";
import { selectCounted, selectCurve, type GrowthCurve } from "./curve.ts";
import { describeCurve } from "./curve-label.ts";
import { describeExclusion } from "./exclusions.ts";
import { drawComparison, drawSteps, joinByPowers, sampleBand, sampleCurve, selectBest } from "./lines.ts";
import type { ExcludedPoint, GrowthModel, GrowthPlace, GrowthPoint, GrowthScale, ScenarioMark } from "./model.ts";

/** The times that the growth was computed from, smallest size first. */
export function selectGrowthPoints({ judgement, scenarios }: RunResults, spec: RunSpec): readonly GrowthPoint[] {
  return selectCounted(judgement.growth).map(({ scenarioId, items, timeMs }) => {
    const isWhole = scenarios.every((each) => each.scenarioId !== scenarioId || each.status === "complete");
    return { ...toMark(spec, scenarioId, items), ms: timeMs, isWhole };
  });
}

function toMark(spec: RunSpec, id: string, items: number): ScenarioMark {
  return { id, index: spec.scenarios.findIndex((each) => each.id === id), label: labelScenario(spec, id), items };
}

function selectExcluded(results: RunResults, spec: RunSpec): readonly ExcludedPoint[] {
  return results.judgement.growth.excluded.map((excluded) => {
    const { scenarioId, items, timeMs, expectedMs } = excluded;
    return { ...toMark(spec, scenarioId, items), ms: timeMs, expectedMs, reason: describeExclusion(results, excluded) };
  });
}

/** The time at a size that the viewer entered; null without two measured sizes. */
export function selectExtrapolation(
  { judgement: { growth } }: RunResults,
  spec: RunSpec,
  items: number | null,
): Extrapolation | null {
  return items === null ? null : extrapolate(growth, selectCounted(growth), items, spec.unit.many);
}

export function selectGrowth(
  results: RunResults,
  spec: RunSpec,
  { asked, scale }: { readonly asked: Extrapolation | null; readonly scale: GrowthScale },
): GrowthModel {
  const { growth } = results.judgement;
  const points = selectGrowthPoints(results, spec);
  const excluded = selectExcluded(results, spec);
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
  const comparison = drawComparison(growth, points, drawn, scale);
  const fixedMs = growth.fixedCost?.value ?? null;
  return {
    ...drawn,
    kind: growth.kind,
    tone: growth.statement.tone,
    line,
    steps: drawSteps(growth, points),
    curveLabel: describeCurve(growth, points, spec.unit),
    comparison,
    fixedCost:
      fixedMs === null ? null : { ms: fixedMs, label: growthText.fixedCost(formatDuration(fixedMs), spec.unit.one) },
    best: selectBest(growth, points, spec.unit),
    knee: growth.kind === "knee" ? growth.knee : null,
    ...toGrowthAxes({ ...drawn, comparison, fixedMs }, scale),
  };
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
