import type { RunState } from "../../core/run/state.ts";
import { MAX_POINTS } from "../../core/run/state.ts";
import { computePosition } from "../timeline/timeline.ts";

export type QualityPoint = { readonly percent: number; readonly quality: number };
export type QualitySeries = {
  readonly id: string;
  readonly index: number;
  readonly label: string;
  readonly target: number;
  readonly points: readonly QualityPoint[];
};
export type QualityModel = {
  readonly series: readonly QualitySeries[];
  readonly milestones: readonly number[];
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
};

/** Share of a scenario, in per cent, below which a score still jumps with every item and means little. */
const SETTLE_PERCENT = 1;

/** Score by progress, one series per scenario, at most MAX_POINTS each. */
export function selectQuality(state: RunState): QualityModel {
  const series = state.spec.scenarios.map((spec, index) => {
    const scenario = state.scenarios.find((each) => each.id === spec.id);
    const points = (scenario?.points ?? [])
      .filter((point) => point.quality !== null)
      .map((point) => ({ percent: computePosition(point.itemsDone, spec.items), quality: point.quality ?? 0 }))
      .filter((point) => point.percent >= SETTLE_PERCENT)
      .slice(-MAX_POINTS);
    return { id: spec.id, index, label: spec.label, target: spec.targetQuality, points };
  });
  const domain = computeDomain(series.flatMap((each) => each.points.map((point) => point.quality)));
  return { series, milestones: state.spec.milestones, domain, ticks: computeTicks(domain) };
}

/** Space in px to the right of 100 % for the names of complete scenarios. */
export function labelRoom(model: QualityModel, fontPx: number): number {
  const longest = Math.max(4, ...model.series.map((series) => series.label.length));
  return fontPx * (1.4 + (longest + 5) * 0.58);
}

/** From the step below the lowest score up to 1; the axis labels show the zoom. */
function computeDomain(qualities: readonly number[]): readonly [number, number] {
  if (qualities.length === 0) return [0.8, 1];
  const lowest = Math.min(...qualities);
  const bottom = [0.8, 0.6, 0.5, 0].find((step) => lowest >= step) ?? 0;
  return [bottom, 1];
}

function computeTicks([bottom, top]: readonly [number, number]): number[] {
  const step = { 0.8: 0.05, 0.6: 0.1, 0.5: 0.1, 0: 0.25 }[bottom] ?? 0.25;
  const count = Math.round((top - bottom) / step);
  return Array.from({ length: count + 1 }, (_, i) => Math.round((bottom + i * step) * 100) / 100);
}

/** The trend as a table: quality of each scenario at each milestone, and now. */
export function selectQualityTable(
  state: RunState,
): readonly { label: string; at: readonly (number | null)[]; now: number | null }[] {
  return state.spec.scenarios.map((spec) => {
    const scenario = state.scenarios.find((each) => each.id === spec.id);
    return {
      label: spec.label,
      at: state.spec.milestones.map(
        (percent) => scenario?.milestones.find((each) => each.percent === percent)?.quality ?? null,
      ),
      now: scenario?.totals.quality ?? null,
    };
  });
}
