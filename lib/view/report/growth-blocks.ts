import { isAmountOfWork } from "../../core/judgement/evidence.ts";
import { stateExcluded } from "../../core/judgement/exclusion.ts";
import { isDoubtfulStep } from "../../core/judgement/growth/clock-step.ts";
import type { JudgementInput } from "../../core/judgement/input.ts";
import type { ExcludedSize, Growth, Interval } from "../../core/run/judgement.ts";
import { formatQuantity, formatShare, isOwnName } from "../../core/words/format.ts";
import { formatDuration } from "../format/format.ts";
import { growthFactsText } from "../text/report.ts";
import { createLine, toLine, type ReportBlock, type ReportLine } from "./blocks.ts";
import { selectSizeTable } from "./size-table.ts";

/** Below this the noise is not worth a line. */
const MIN_NOISE = 0.005;

/** How time grows: the statement, the sizes behind it, what else the times show, and what would settle the rest. */
export function selectGrowthBlocks(growth: Growth, input: JudgementInput): readonly ReportBlock[] {
  const { statement, warnings, advice } = growth;
  const table = selectSizeTable(growth, input);
  return [
    toLine(statement, "none"),
    ...(table === null ? [] : [table]),
    ...listFacts(growth, isAmountOfWork(input, growth) ? input.unit.one : null),
    ...growth.excluded.filter((each) => !isNamed(each, growth, input)).map((each) => describeExcluded(each, input)),
    ...warnings.map((warning) => toLine(warning)),
    ...(advice === null ? [] : [toLine(advice, "advice")]),
  ];
}

/** Facts that the statement leaves to the figures. */
function listFacts(growth: Growth, unit: string | null): readonly ReportLine[] {
  const { fixedCost, clockStepMs, noise } = growth;
  const facts = [
    ...(fixedCost === null ? [] : [growthFactsText.fixedCost(formatInterval(fixedCost, formatDuration), unit)]),
    ...(clockStepMs === null ? [] : [growthFactsText.clockStep(formatDuration(clockStepMs), isDoubtfulStep(growth))]),
    ...(noise === null || noise < MIN_NOISE ? [] : [growthFactsText.noise(formatShare(noise))]),
  ];
  return facts.map((fact) => createLine(fact, "neutral", "bullet"));
}

function formatInterval({ value, low, high }: Interval, format: (value: number) => string): string {
  return growthFactsText.within(format(value), format(low), format(high));
}

/** Whether the statement names it. */
function isNamed(excluded: ExcludedSize, { statement }: Growth, input: JudgementInput): boolean {
  // the statement says it of all sizes
  if (excluded.reason === "set-times") return true;
  const left = stateExcluded(input.scenarios);
  const isLeft = excluded.reason !== "outlier" && left !== "" && statement.text.includes(left);
  return isLeft || statement.text.includes(nameSize(excluded, input));
}

/** "complex (800 mails)", and a size that is its own name as "800 mails" */
function nameSize({ scenarioId, items }: ExcludedSize, { scenarios, unit }: JudgementInput): string {
  const label = scenarios.find(({ id }) => id === scenarioId)?.label ?? scenarioId;
  const quantity = formatQuantity(items, unit);
  return isOwnName(label, items) ? quantity : `${label} (${quantity})`;
}

function describeExcluded(excluded: ExcludedSize, input: JudgementInput): ReportLine {
  const { scenarioId, reason, timeMs, expectedMs } = excluded;
  const scenario = input.scenarios.find(({ id }) => id === scenarioId);
  const { itemsFailed = null, itemsDone = 0 } = scenario ?? {};
  const text = growthFactsText.excluded[reason]({
    size: nameSize(excluded, input),
    time: timeMs === null ? null : formatDuration(timeMs),
    expected: expectedMs === null ? null : formatDuration(expectedMs),
    failed: itemsFailed === null || itemsDone === 0 ? null : formatShare(itemsFailed / itemsDone),
  });
  return createLine(text, "unsure", "unsure");
}
