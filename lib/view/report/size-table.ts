import { bySize, isWhole } from "../../core/judgement/figures.ts";
import type { JudgementInput, ScenarioFigures } from "../../core/judgement/input.ts";
import type { Growth } from "../../core/run/judgement.ts";
import { capitalise, formatCount, formatShare } from "../../core/words/format.ts";
import { formatDuration } from "../format/format.ts";
import { growthText } from "../text/charts.ts";
import { sizeTableText } from "../text/report.ts";
import type { ReportTable } from "./blocks.ts";
import type { Column, MeasuredSize } from "./columns.ts";
import { listGrowthColumns } from "./growth-columns.ts";

/** Every measured size, smallest first: its time, and how that compares with the sizes that count. Null without a size. */
export function selectSizeTable(growth: Growth, input: JudgementInput): ReportTable | null {
  const sizes = bySize(input.scenarios)
    .filter(({ itemsDone }) => itemsDone > 0)
    .map((scenario) => toMeasuredSize(scenario, growth));
  if (sizes.length === 0) return null;
  const columns = [...listColumns(input), ...listGrowthColumns(growth, input.unit.one), REMARKS].filter(
    ({ cell }, at) => at === 0 || sizes.some((size) => cell(size) !== ""),
  );
  return {
    kind: "table",
    head: columns.map(({ head }) => head),
    rows: sizes.map((size) => ({
      cells: columns.map(({ cell }) => cell(size)),
      isExcluded: size.excluded !== null,
    })),
  };
}

function toMeasuredSize(scenario: ScenarioFigures, { times, excluded }: Growth): MeasuredSize {
  const counted = times.find(({ scenarioId }) => scenarioId === scenario.id);
  if (counted !== undefined)
    return { scenario, timeMs: counted.timeMs, isProjected: !isWhole(scenario), excluded: null };
  const left = excluded.find(({ scenarioId }) => scenarioId === scenario.id);
  const word = left === undefined ? sizeTableText.notCounted : sizeTableText.excluded[left.reason];
  const timeMs = left?.timeMs ?? (scenario.workMs > 0 ? scenario.workMs : null);
  return { scenario, timeMs, isProjected: false, excluded: word };
}

const REMARKS: Column = {
  head: "",
  cell: ({ excluded }) => (excluded === null ? "" : `× ${excluded}`),
};

function listColumns({ unit, scenarios }: JudgementInput): readonly Column[] {
  const isAnyFailed = scenarios.some(({ itemsFailed }) => (itemsFailed ?? 0) > 0);
  return [
    { head: sizeTableText.size, cell: ({ scenario }) => scenario.label },
    { head: capitalise(unit.many), cell: ({ scenario }) => formatCount(scenario.items) },
    {
      head: sizeTableText.failed,
      cell: ({ scenario }) =>
        isAnyFailed && scenario.itemsFailed !== null ? formatShare(scenario.itemsFailed / scenario.itemsDone) : "",
    },
    {
      head: sizeTableText.runs,
      cell: ({ scenario: { repeatsMs } }) => (repeatsMs.length > 1 ? formatCount(repeatsMs.length) : ""),
    },
    {
      head: scenarios.some(({ run }) => run !== null) ? sizeTableText.workTime : sizeTableText.time,
      cell: ({ timeMs, isProjected }) =>
        timeMs === null ? "" : `${isProjected ? growthText.approximately : ""}${formatDuration(timeMs)}`,
    },
  ];
}
