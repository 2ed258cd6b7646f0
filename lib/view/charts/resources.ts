import type { RunState } from "../../core/run/state.ts";
import { computeTimeAxis } from "../timeline/timeline.ts";
import { formatMoment } from "../format/format.ts";
import type { TableText } from "./table.ts";
import { resourceText } from "../text/charts.ts";

export type ResourcePoint = { readonly atMs: number; readonly value: number };
export type ResourceSeries = {
  readonly id: string;
  readonly index: number;
  readonly label: string;
  readonly points: readonly ResourcePoint[];
};
export type ResourceKind = "memory" | "workers";
/** One resource of all scenarios over the run's time. */
export type ResourceModel = {
  readonly kind: ResourceKind;
  readonly series: readonly ResourceSeries[];
  readonly maxMs: number;
  readonly ticksMs: readonly number[];
  readonly top: number;
  readonly ticks: readonly number[];
};

/** F7: memory of the largest worker, or active workers, as reported with each progress. */
export function selectResources(state: RunState, kind: ResourceKind): ResourceModel {
  const series = state.spec.scenarios.map((spec, index) => {
    const points = state.scenarios.find(({ id }) => id === spec.id)?.points ?? [];
    return {
      id: spec.id,
      index,
      label: spec.label,
      points: points.flatMap(({ atMs, memoryMb, workers }) => {
        const value = kind === "memory" ? memoryMb : workers;
        return value === null ? [] : [{ atMs, value }];
      }),
    };
  });
  const highest = Math.max(1, ...series.flatMap(({ points }) => points.map(({ value }) => value)));
  const step = kind === "memory" ? memoryStep(highest) : Math.ceil(highest / 4);
  const top = Math.ceil(highest / step) * step;
  const ticks = Array.from({ length: Math.round(top / step) + 1 }, (_, i) => i * step);
  return { kind, series, ...computeTimeAxis(state, state.atMs), top, ticks };
}

const MEMORY_STEPS_MB = [5, 10, 25, 50, 100, 200, 250, 500, 1_000, 2_000, 5_000, 10_000] as const;

function memoryStep(highest: number): number {
  return MEMORY_STEPS_MB.find((step) => highest / step <= 4) ?? 20_000;
}

const ROWS_A_SCENARIO = 12;

/** Both resources of each scenario at moments spread over its time. */
export function toResourceTable(state: RunState): TableText {
  const rows = state.spec.scenarios.flatMap((spec) => {
    const points = state.scenarios.find(({ id }) => id === spec.id)?.points ?? [];
    const every = Math.max(1, Math.ceil(points.length / ROWS_A_SCENARIO));
    return points
      .filter((_, i) => i % every === 0 || i === points.length - 1)
      .map((point) => [
        spec.label,
        formatMoment(point.atMs),
        point.memoryMb === null ? resourceText.notMeasured : `${Math.round(point.memoryMb)} MB`,
        String(point.workers),
      ]);
  });
  return { caption: resourceText.caption, head: resourceText.head, rows };
}

/** Space in px to the right of the plot for the names of its lines. */
export function nameRoom({ series }: ResourceModel, fontPx: number): number {
  return fontPx * (2 + Math.max(4, ...series.map(({ label }) => label.length)) * 0.62);
}
