import { isFalling } from "../../core/judgement/evidence.ts";
import type { JudgementInput } from "../../core/judgement/input.ts";
import { selectSizeKind } from "../../core/judgement/sizes/size-kind.ts";
import type { Growth } from "../../core/run/judgement.ts";
import { formatCount, formatShare } from "../../core/words/format.ts";
import { formatDuration } from "../format/format.ts";
import { sizeTableText } from "../text/report.ts";
import type { Column, MeasuredSize } from "./columns.ts";

type Counted = { readonly items: number; readonly timeMs: number; readonly scenarioId: string };

/** The columns that show the kind of growth: what a reader would compute to see it. */
export function listGrowthColumns(growth: Growth, input: JudgementInput): readonly Column[] {
  const unit = input.unit.one;
  const kind = selectSizeKind(input, isFalling(growth));
  if (kind === "workers") return listGainColumns(growth);
  if (kind === "load") return [powerColumn(growth)];
  if (growth.kind === "falling") return listGainColumns(growth).slice(0, 1);
  if (growth.kind === "exponential") return [factorColumn(growth, unit), powerColumn(growth)];
  return growth.fixedCost === null
    ? [perItemColumn(unit, 0), powerColumn(growth)]
    : listColumnsBeyond(growth.fixedCost.value, unit);
}

/** A cell for the sizes that count; the others have nothing to compare. */
function countedColumn(head: string, cell: (size: Counted) => string): Column {
  return {
    head,
    cell: ({ scenario, timeMs, excluded }: MeasuredSize) =>
      timeMs === null || excluded !== null ? "" : cell({ items: scenario.items, timeMs, scenarioId: scenario.id }),
  };
}

function perItemColumn(unit: string, fixedMs: number): Column {
  return countedColumn(sizeTableText.perItem(unit), ({ items, timeMs }) =>
    timeMs > fixedMs ? formatDuration((timeMs - fixedMs) / items) : "",
  );
}

/** The power since the size before. */
function powerColumn({ exponents }: Growth): Column {
  return countedColumn(sizeTableText.power, ({ scenarioId }) => {
    const step = exponents.find((each) => each.toScenarioId === scenarioId);
    return step === undefined ? "" : formatPower(step.exponent);
  });
}

/** Powers of whole times would deny the growth beside a fixed cost, so its part of the times is left out. */
function listColumnsBeyond(fixedMs: number, unit: string): readonly Column[] {
  const growing = countedColumn(sizeTableText.growing, ({ timeMs }) =>
    timeMs > fixedMs ? formatDuration(timeMs - fixedMs) : "",
  );
  return [growing, perItemColumn(unit, fixedMs)];
}

/** By how much each further item multiplies the time, since the size before. */
function factorColumn({ times }: Growth, unit: string): Column {
  return countedColumn(sizeTableText.factor(unit), ({ items, timeMs }) => {
    const before = times.findLast((each) => each.items < items);
    return before === undefined || !(before.timeMs > 0)
      ? ""
      : formatMultiple((timeMs / before.timeMs) ** (1 / (items - before.items)));
  });
}

/** Where a size is how much works at once, what counts is the gain, and how much of it is lost: of outliers too. */
function listGainColumns({ times, falling }: Growth): readonly Column[] {
  const base = times.find(({ items }) => items === falling?.fromItems) ?? times[0];
  const gainColumn = (head: string, format: (speedup: number, multiple: number) => string): Column => ({
    head,
    cell: ({ scenario: { items }, timeMs, isTimed }) =>
      base === undefined || timeMs === null || !isTimed || items < base.items
        ? ""
        : format(base.timeMs / timeMs, items / base.items),
  });
  return [
    gainColumn(sizeTableText.speedup, (speedup) => `${formatMultiple(speedup)}×`),
    gainColumn(sizeTableText.ofIdeal, (speedup, multiple) => formatShare(speedup / multiple)),
  ];
}

/** "1.00", "2.12", "1,235": with the same decimals in a whole column. */
function formatMultiple(value: number): string {
  return value >= 100 ? formatCount(value) : value.toFixed(2);
}

/** "n^2.03"; never "n^-0.00". */
export function formatPower(exponent: number): string {
  return `n^${(Math.round(exponent * 100) / 100 + 0).toFixed(2)}`;
}
