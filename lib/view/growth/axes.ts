import { computeCountTicks, computeLogTicks, computeLogTimeTicks, computeTimeTicks } from "../charts/axis-ticks.ts";
import type { GrowthAxes, GrowthModel, GrowthScale } from "./model.ts";

const ROOM = 1.06;
/** A time that does not count is drawn at the upper edge where it would flatten all others. */
const MAX_EXCLUDED = 2.5;

type Drawn = Pick<
  GrowthModel,
  "points" | "excluded" | "measuredCurve" | "projectedCurve" | "band" | "asked" | "comparison"
> & { readonly fixedMs: number | null };

export function toGrowthAxes(drawn: Drawn, scale: GrowthScale): GrowthAxes {
  const { points, excluded, asked, band, comparison, fixedMs } = drawn;
  const sizes = [...points, ...excluded, ...(asked === null ? [] : [asked])].map(({ items }) => items);
  const lines = [...points, ...drawn.measuredCurve, ...drawn.projectedCurve, ...(comparison?.places ?? [])];
  const highest = Math.max(
    1e-3,
    asked?.highMs ?? 0,
    fixedMs ?? 0,
    ...lines.map(({ ms }) => ms),
    ...band.map(({ highMs }) => highMs),
  );
  const others = excluded.flatMap(({ ms, expectedMs }) => [ms, expectedMs].filter((time) => time !== null));
  const limit = points.length > 1 ? highest * MAX_EXCLUDED : Infinity;
  const top = Math.max(highest, ...others.map((ms) => Math.min(ms, limit)));
  const lows = [...lines.map(({ ms }) => ms), ...band.map(({ lowMs }) => lowMs), ...others, asked?.lowMs, fixedMs];
  const lowest = Math.min(top, ...lows.filter((ms): ms is number => ms !== null && ms !== undefined && ms > 0));
  const [fewest, most] = sizes.length === 0 ? [1, 1] : [Math.min(...sizes), Math.max(...sizes)];
  return { scale, xAxis: toAxis(scale, [fewest, most], COUNTS), yAxis: toAxis(scale, [lowest, top], TIMES) };
}

type Ticks = {
  readonly linear: (max: number, count: number) => number[];
  readonly log: (min: number, max: number) => number[];
};
const COUNTS: Ticks = { linear: computeCountTicks, log: computeLogTicks };
const TIMES: Ticks = { linear: computeTimeTicks, log: computeLogTimeTicks };

function toAxis(scale: GrowthScale, [min, max]: readonly [number, number], ticks: Ticks): GrowthAxes["xAxis"] {
  if (scale === "linear") {
    const end = max * ROOM;
    return { domain: [0, end], ticks: ticks.linear(end, 5) };
  }
  const domain = [min / 1.6, max * 1.6] as const;
  return { domain, ticks: ticks.log(...domain) };
}
