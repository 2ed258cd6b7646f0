import { refuseWhatIf, type WhatIfRefusal } from "../../core/judgement/growth/what-if.ts";
import type { RunResults } from "../../core/run/results.ts";
import type { RunSpec } from "../../core/run/spec.ts";
import { computeLogTimeTicks } from "../charts/axis-ticks.ts";
import { formatQuantity } from "../format/format.ts";
import { selectExtrapolation, selectGrowth } from "../growth/growth.ts";
import { joinByPowers } from "../growth/lines.ts";
import type { GrowthModel, GrowthPlace } from "../growth/model.ts";
import { resultPictureText } from "../text/results.ts";
import { formatSpan } from "./result-span.ts";

const { whatIf: text } = resultPictureText;

export type ChartBand = GrowthModel["band"];

/** The room's question, and its answer or why there is none. */
export type AskedSize = {
  readonly items: number;
  readonly question: string;
  readonly answer: string;
  readonly refusal: WhatIfRefusal | null;
  /** on the curve; null: no central time, or none at all */
  readonly ms: number | null;
  readonly lowMs: number;
  readonly highMs: number;
};

/** The growth as the room sees it: measured sizes, the curve through them, and where it leads. Logarithmic axes. */
export type ResultChart = Pick<
  GrowthModel,
  "kind" | "tone" | "line" | "points" | "excluded" | "measuredCurve" | "comparison" | "unit"
> & {
  readonly forecast: readonly GrowthPlace[];
  readonly forecastBand: ChartBand;
  readonly asked: AskedSize | null;
  readonly xDomain: readonly [number, number];
  readonly yDomain: readonly [number, number];
  /** the measured sizes, and the size asked about */
  readonly xTicks: readonly number[];
  readonly yTicks: readonly number[];
};

/** How far the curve is continued of itself, and beyond the size asked about. */
const REACH = 2.5;
const BEYOND_ASKED = 1.6;
const STEPS = 16;
const MOST_TIME_TICKS = 4;

export function selectResultChart(results: RunResults, spec: RunSpec, items: number | null): ResultChart {
  const model = drawKnee(selectGrowth(results, spec, { asked: null, scale: "log" }));
  const { points, excluded, measuredCurve, comparison } = model;
  const asked = items === null ? null : askSize(results, spec, items);
  const shown = asked !== null && asked.refusal === null ? asked : null;
  const ahead = projectAhead(results, spec, model, shown);
  const sizes = [...points, ...excluded].map((each) => each.items);
  const lines = [...measuredCurve, ...ahead.forecast, ...(comparison?.places ?? [])];
  const times = [
    ...points.map(({ ms }) => ms),
    ...excluded.flatMap(({ ms, expectedMs }) => [ms, expectedMs]),
    ...lines.map(({ ms }) => ms),
    ...ahead.forecastBand.flatMap(({ lowMs, highMs }) => [lowMs, highMs]),
    ...(shown === null ? [] : [shown.lowMs, shown.highMs]),
  ].filter((ms): ms is number => ms !== null && ms > 0);
  const xEnds = [...sizes, ...lines.map((place) => place.items), ...(shown === null ? [] : [shown.items])];
  const yDomain = widen(times, 1.5, 1.35);
  return {
    ...model,
    ...ahead,
    asked,
    xDomain: widen(xEnds, 1.5, 1.08),
    yDomain,
    xTicks: [...new Set([...(shown === null ? [] : [shown.items]), ...sizes.toReversed()])],
    yTicks: thin(computeLogTimeTicks(...yDomain)),
  };
}

/** Through the points: beside a knee one curve over all sizes would miss what was measured. */
function drawKnee(model: GrowthModel): GrowthModel {
  return model.kind === "knee" ? { ...model, measuredCurve: joinByPowers(model.points, "log") } : model;
}

/** The projected time at the size that the room asks about. */
function askSize(results: RunResults, spec: RunSpec, items: number): AskedSize {
  const found = selectExtrapolation(results, spec, items);
  const refusal = refuseWhatIf(results.judgement.growth, found);
  const question = text.asked(formatQuantity(items, spec.unit));
  if (found === null || refusal !== null)
    return { items, question, answer: text.refused[refusal ?? "unmeasured"], refusal, ms: null, lowMs: 0, highMs: 0 };
  const { timeMs: ms, lowMs, highMs, statement } = found;
  const answer = text.answer(formatSpan(lowMs, highMs), statement.tone === "unsure");
  return { items, question, answer, refusal, ms, lowMs, highMs };
}

/** Beyond the largest size, while the growth is certain enough to be shown. */
function projectAhead(
  results: RunResults,
  spec: RunSpec,
  { points, kind }: GrowthModel,
  asked: AskedSize | null,
): Pick<ResultChart, "forecast" | "forecastBand"> {
  const largest = points.at(-1);
  if (largest === undefined || points.length < 2 || (kind === "falling" && asked === null))
    return { forecast: [], forecastBand: [] };
  const isBeyond = asked !== null && asked.items > largest.items;
  const end = isBeyond ? asked.items * BEYOND_ASKED : largest.items * REACH;
  const found = Array.from({ length: STEPS }, (_, i) =>
    selectExtrapolation(results, spec, largest.items * (end / largest.items) ** ((i + 1) / STEPS)),
  ).filter((each) => each !== null);
  const isSure = found.every(({ timeMs }) => timeMs !== null);
  if (!isSure && !isBeyond) return { forecast: [], forecastBand: [] };
  const forecast = found.flatMap(({ items, timeMs }) => (timeMs === null ? [] : [{ items, ms: timeMs }]));
  const start = { items: largest.items, ms: largest.ms };
  return {
    forecast: isSure ? [start, ...forecast] : [],
    forecastBand: [{ items: start.items, lowMs: start.ms, highMs: start.ms }, ...found],
  };
}

function widen(values: readonly number[], below: number, above: number): readonly [number, number] {
  const [low, high] = values.length === 0 ? [1, 1] : [Math.min(...values), Math.max(...values)];
  const room = Math.max(1.15, (high / low) ** 0.08);
  return [low / Math.min(below, room), high * Math.min(above, room)];
}

function thin(ticks: readonly number[]): readonly number[] {
  if (ticks.length <= MOST_TIME_TICKS) return ticks;
  const step = Math.ceil(ticks.length / MOST_TIME_TICKS);
  return ticks.filter((_, i) => (ticks.length - 1 - i) % step === 0);
}
