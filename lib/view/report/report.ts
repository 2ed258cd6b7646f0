import { isAmountOfWork, isHardlyGrowing } from "../../core/judgement/evidence.ts";
import { stateExcluded } from "../../core/judgement/exclusion.ts";
import { selectComparable } from "../../core/judgement/figures.ts";
import type { JudgementInput } from "../../core/judgement/input.ts";
import type { ComparativeMetric, Judgement } from "../../core/run/judgement.ts";
import { describeItemErrors } from "../../core/words/describe-item-errors.ts";
import { capitalise, formatQuantity, formatScore } from "../../core/words/format.ts";
import { limitsText, reportText } from "../text/report.ts";
import { variantsText } from "../text/variants.ts";
import { createLine, toLine, type ReportBlock, type ReportLine } from "./blocks.ts";
import { selectComparisonBlocks } from "./comparison-blocks.ts";
import { selectGrowthBlocks } from "./growth-blocks.ts";

export type ReportSection = { readonly title: string; readonly blocks: readonly ReportBlock[] };

/** A judgement to be printed: plain data, without widths, colours or escapes. */
export type Report = { readonly headline: readonly ReportLine[]; readonly sections: readonly ReportSection[] };

/** Sections that only some reports have. */
type Extras = {
  readonly withCost: boolean;
  readonly notes: readonly string[];
  /** of a run: its functional metrics */
  readonly metrics?: readonly ReportBlock[];
};

const MAX_REASONS = 6;

/** What a judgement says, in the order of interest; `input` has the measured figures. */
export function selectReport(
  judgement: Judgement,
  input: JudgementInput,
  { withCost, notes, metrics = [] }: Extras,
): Report {
  const { headline, partial, comparison, diagnosis, cost } = judgement;
  const sections: readonly ReportSection[] = [
    comparison === undefined
      ? { title: reportText.growth, blocks: selectGrowthBlocks(judgement.growth, input) }
      : { title: variantsText.section, blocks: selectComparisonBlocks(comparison, judgement, input) },
    { title: reportText.quality, blocks: [...selectLimits(judgement, input), ...metrics] },
    { title: reportText.failures, blocks: [...selectFailures(diagnosis), ...selectItemErrors(input)] },
    { title: reportText.recommendation, blocks: selectRecommendation(judgement.recommendation) },
    { title: reportText.cost, blocks: withCost && cost.statement.text !== "" ? [toLine(cost.statement, "none")] : [] },
    { title: reportText.notes, blocks: notes.map((note) => createLine(capitalise(note), "neutral", "bullet")) },
  ];
  return {
    headline: [toLine(headline, "none"), ...(partial === null ? [] : [toLine(partial)])],
    sections: sections.filter(({ blocks }) => blocks.length > 0),
  };
}

/** The quality of each size that counts, the metrics with a verdict, which have none, and what was not measured. */
function selectLimits(judgement: Judgement, input: JudgementInput): readonly ReportBlock[] {
  const { scenarios } = input;
  const metrics = [...judgement.comparative, ...judgement.stability];
  // a time per item says nothing where the size is not the work
  const isFlat = isHardlyGrowing(input, judgement.growth);
  const isKnown = ({ id, verdict }: ComparativeMetric): boolean =>
    verdict !== "unknown" && !(isFlat && (id === "time-efficiency" || id === "resource-efficiency"));
  const missing = listMissing(input);
  const unknown = metrics
    .filter(({ verdict }) => verdict === "unknown")
    .filter((each) => isMeant(each, missing, judgement, input));
  // its figures stand in the table, so the reader learns why they do not do
  const [ofErrors, others] = [unknown.filter(isOfErrors), unknown.filter((each) => !isOfErrors(each))];
  const qualities = selectComparable(scenarios).flatMap(({ label, quality }) =>
    quality === null ? [] : [{ label, quality: formatScore(quality) }],
  );
  // the headline and the table have the sizes that are left out
  const excluded = stateExcluded(scenarios);
  const toOwnLine = ({ statement }: ComparativeMetric): ReportLine =>
    toLine({ ...statement, text: statement.text.replace(excluded, "") });
  return [
    ...(qualities.length > 0 && judgement.comparison === undefined
      ? [createLine(limitsText.qualities(qualities), "neutral", "bullet")]
      : []),
    ...metrics.filter(isKnown).map(toOwnLine),
    ...ofErrors.map(({ statement }) => toLine(statement)),
    ...(others.length > 0
      ? [createLine(limitsText.notJudged(others.map(({ label }) => lowerFirst(label))), "unsure", "unsure")]
      : []),
    ...(missing.length > 0 ? [createLine(limitsText.notMeasured(missing.map(nameMissing)), "unsure", "unsure")] : []),
  ];
}

function isOfErrors({ id }: ComparativeMetric): boolean {
  return id === "error-consistency";
}

type Missing = "quality" | "errors";

function listMissing({ scenarios }: JudgementInput): readonly Missing[] {
  return [
    ...(scenarios.every(({ quality }) => quality === null) ? ["quality" as const] : []),
    ...(scenarios.every(({ itemsFailed }) => itemsFailed === null) ? ["errors" as const] : []),
  ];
}

function nameMissing(missing: Missing): string {
  return limitsText[missing];
}

/** Whether a metric without a verdict is worth a word: its figures were measured, and it means something for these sizes. */
function isMeant(
  { id }: ComparativeMetric,
  missing: readonly Missing[],
  { growth }: Judgement,
  input: JudgementInput,
): boolean {
  if (id === "error-consistency") return !missing.includes("errors");
  if (id !== "time-efficiency" && missing.includes("quality")) return false;
  return id === "quality-scaling" || id === "quality-deviation" || isAmountOfWork(input, growth);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function selectFailures(diagnosis: Judgement["diagnosis"]): readonly ReportBlock[] {
  if (diagnosis === null) return [];
  const { statement, causes } = diagnosis;
  return [toLine(statement), ...causes.map((cause) => toLine(cause, "bullet"))];
}

/** Why items failed, by scenario, whether it failed or is complete. */
function selectItemErrors({ scenarios, unit }: JudgementInput): readonly ReportBlock[] {
  return scenarios.flatMap(({ label, itemsFailed, run }) => {
    const reasons = describeItemErrors(run?.itemErrors ?? [], itemsFailed ?? 0);
    if (reasons === "") return [];
    const failed = formatQuantity(itemsFailed ?? 0, unit);
    return [createLine(limitsText.itemsFailed(label, failed, reasons), "neutral", "bullet")];
  });
}

function selectRecommendation({ statement, reasons, production }: Judgement["recommendation"]): readonly ReportBlock[] {
  const shown = reasons.slice(0, MAX_REASONS);
  const more = reasons.length - shown.length;
  return [
    toLine(statement, "none"),
    ...shown.map((reason) => toLine(reason)),
    ...(more > 0 ? [createLine(reportText.more(more, { one: "size", many: "sizes" }), "neutral", "bullet")] : []),
    ...(production === null ? [] : [toLine(production.statement, "none")]),
  ];
}
