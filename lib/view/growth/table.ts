import type { RunSpec } from "../../core/run/spec.ts";
import type { TableText } from "../charts/table.ts";
import { formatCount, formatDuration } from "../format/format.ts";
import { growthText } from "../text/charts.ts";
import type { ExcludedPoint, GrowthModel, GrowthPoint } from "./model.ts";

/** The chart as a table: each size with its time and the growth from the size before, or why it does not count. */
export function toGrowthTable(model: GrowthModel, unit: RunSpec["unit"]): TableText {
  const sizes = [
    ...model.points.map((point) => ({ items: point.items, row: toRow(point, model) })),
    ...model.excluded.map((point) => ({ items: point.items, row: toExcludedRow(point) })),
  ].toSorted((one, other) => one.items - other.items);
  return {
    caption: growthText.caption,
    head: growthText.head(unit),
    rows: [...toFixedRows(model, unit), ...sizes.map(({ row }) => row), ...toAskedRows(model)],
  };
}

function toRow(point: GrowthPoint, { steps, best }: GrowthModel): readonly string[] {
  const step = steps.find(({ to }) => to.items === point.items);
  return [
    point.label,
    formatCount(point.items),
    `${point.isWhole ? "" : growthText.approximately}${formatDuration(point.ms)}`,
    formatDuration(point.ms / point.items),
    best?.items === point.items ? best.label : step === undefined ? "" : `n^${step.exponent.toFixed(2)}`,
  ];
}

function toExcludedRow({ label, items, ms, reason, expectedMs }: ExcludedPoint): readonly string[] {
  return [
    label,
    formatCount(items),
    ms === null ? growthText.unknown : formatDuration(ms),
    ms === null ? "" : formatDuration(ms / items),
    expectedMs === null ? reason : growthText.expected(reason, formatDuration(expectedMs)),
  ];
}

function toFixedRows({ fixedCost }: GrowthModel, unit: RunSpec["unit"]): readonly (readonly string[])[] {
  return fixedCost === null ? [] : [[growthText.beforeFirst(unit.one), "", formatDuration(fixedCost.ms), "", ""]];
}

function toAskedRows({ asked }: GrowthModel): readonly (readonly string[])[] {
  if (asked === null) return [];
  const range = growthText.range(formatDuration(asked.lowMs), formatDuration(asked.highMs));
  const time = asked.ms === null ? range : `${formatDuration(asked.ms)}, ${range}`;
  return [[growthText.typedSize, formatCount(asked.items), time, "", ""]];
}
