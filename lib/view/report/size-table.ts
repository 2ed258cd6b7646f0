import { bySize, countFailedByFault, countSucceeded, isWhole } from "../../core/judgement/figures.ts";
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
  const columns = [...listColumns(input), ...listGrowthColumns(growth, input), REMARKS].filter(
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
  const measuredMs = scenario.workMs > 0 ? scenario.workMs : null;
  const counted = times.find(({ scenarioId }) => scenarioId === scenario.id);
  if (counted !== undefined) {
    const { timeMs } = counted;
    const isProjected = !isWhole(scenario);
    const printedMs = isProjected ? timeMs : toMeasuredMs(scenario, timeMs);
    return { scenario, timeMs, printedMs, isTimed: true, isProjected, excluded: null };
  }
  const left = excluded.find(({ scenarioId }) => scenarioId === scenario.id);
  const word = left === undefined ? sizeTableText.notCounted : sizeTableText.excluded[left.reason];
  const isTimed = left?.reason === "outlier";
  return { scenario, timeMs: measuredMs, printedMs: measuredMs, isTimed, isProjected: false, excluded: word };
}

/** What was measured: growth projects the time of the items that succeeded to all, and in a run it leaves warm-up and faults out. */
function toMeasuredMs(scenario: ScenarioFigures, timeMs: number): number {
  const worked = countSucceeded(scenario) + countFailedByFault(scenario);
  return scenario.run === null ? scenario.workMs : timeMs * Math.min(1, worked / scenario.items);
}

const REMARKS: Column = {
  head: "",
  cell: ({ excluded }) => (excluded === null ? "" : `× ${excluded}`),
};

/** "Threads"; names such as vCPUs keep their letters. */
function toHead(many: string): string {
  return /[A-Z]/.test(many) ? many : capitalise(many);
}

function listColumns({ unit, scenarios }: JudgementInput): readonly Column[] {
  // a size that is named by its number needs no second column
  const areNumbers = scenarios.every(({ label, items }) => label === formatCount(items));
  const isAnyFailed = scenarios.some(({ itemsFailed }) => (itemsFailed ?? 0) > 0);
  return [
    ...(areNumbers ? [] : [{ head: sizeTableText.size, cell: ({ scenario }: MeasuredSize) => scenario.label }]),
    { head: toHead(unit.many), cell: ({ scenario }) => formatCount(scenario.items) },
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
      cell: ({ printedMs, isProjected }) =>
        printedMs === null ? "" : `${isProjected ? growthText.approximately : ""}${formatDuration(printedMs)}`,
    },
  ];
}
