import type { RunSpec } from "../../core/run/spec.ts";
import type { TableText } from "../charts/table.ts";
import { formatTimes } from "../format/evidence.ts";
import { formatCount, formatDuration } from "../format/format.ts";
import { growthText } from "../text/charts.ts";
import type { ExcludedPoint, GrowthModel, GrowthPlace, GrowthPoint } from "./model.ts";

/** The chart as a table: each size with its time and the growth from the size before, or why it does not count. */
export function toGrowthTable(model: GrowthModel, unit: RunSpec["unit"]): TableText {
  const sizes = [
    ...model.points.map((point) => ({ items: point.items, row: toRow(point, model) })),
    ...model.excluded.map((point) => ({ items: point.items, row: toExcludedRow(point, model) })),
  ].toSorted((one, other) => one.items - other.items);
  const rows = [...toFixedRows(model), ...sizes.map(({ row }) => row), ...toAskedRows(model)];
  const head = [...growthText.head(unit.many), nameRate(model, unit), growthText.growthHead];
  const isEmpty = rows.every((row) => row.at(-1) === "");
  const width = isEmpty ? head.length - 1 : head.length;
  return { caption: growthText.caption, head: head.slice(0, width), rows: rows.map((row) => row.slice(0, width)) };
}

function toRow(point: GrowthPoint, model: GrowthModel): readonly string[] {
  const { steps, best } = model;
  const step = steps.find(({ to }) => to.items === point.items);
  return [
    point.label,
    formatCount(point.items),
    `${point.isWhole ? "" : growthText.approximately}${formatDuration(point.ms)}`,
    formatRate(point, model),
    best?.items === point.items ? best.label : step === undefined ? "" : `n^${step.exponent.toFixed(2)}`,
  ];
}

function toExcludedRow({ label, items, ms, reason, expectedMs }: ExcludedPoint, model: GrowthModel): readonly string[] {
  return [
    label,
    formatCount(items),
    ms === null ? growthText.unknown : formatDuration(ms),
    ms === null ? "" : formatRate({ items, ms }, model),
    expectedMs === null ? reason : growthText.expected(reason, formatDuration(expectedMs)),
  ];
}

function nameRate({ kind, fixedCost }: GrowthModel, unit: RunSpec["unit"]): string {
  if (kind === "falling") return growthText.speedup;
  return fixedCost === null ? growthText.perItemHead(unit.one) : growthText.furtherPerItemHead(unit.one);
}

/** The time per item, after a fixed cost; for falling times the speed-up against the smallest size. */
function formatRate({ items, ms }: GrowthPlace, { kind, points, fixedCost }: GrowthModel): string {
  if (kind === "falling") return formatTimes((points[0]?.ms ?? ms) / ms);
  return formatDuration(Math.max(0, ms - (fixedCost?.ms ?? 0)) / items);
}

function toFixedRows({ fixedCost }: GrowthModel): readonly (readonly string[])[] {
  return fixedCost === null ? [] : [[fixedCost.name, "", formatDuration(fixedCost.ms), "", ""]];
}

function toAskedRows({ asked }: GrowthModel): readonly (readonly string[])[] {
  if (asked === null) return [];
  const range = growthText.range(formatDuration(asked.lowMs), formatDuration(asked.highMs));
  const time = asked.ms === null ? range : `${formatDuration(asked.ms)}, ${range}`;
  return [[growthText.typedSize, formatCount(asked.items), time, "", ""]];
}
