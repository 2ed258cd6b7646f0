import { selectComparable } from "../../core/judgement/figures.ts";
import type { JudgementInput } from "../../core/judgement/input.ts";
import type { ComparativeMetric, Judgement } from "../../core/run/judgement.ts";
import { capitalise, formatScore } from "../../core/words/format.ts";
import { limitsText, reportText } from "../text/report.ts";
import { createLine, toLine, type ReportBlock, type ReportLine } from "./blocks.ts";
import { selectGrowthBlocks } from "./growth-blocks.ts";

export type ReportSection = { readonly title: string; readonly blocks: readonly ReportBlock[] };

/** A judgement to be printed: plain data, without widths, colours or escapes. */
export type Report = { readonly headline: readonly ReportLine[]; readonly sections: readonly ReportSection[] };

/** Sections that only some reports have. */
type Extras = { readonly withCost: boolean; readonly notes: readonly string[] };

const MAX_REASONS = 6;

/** What a judgement says, in the order of interest; `input` has the measured figures. */
export function selectReport(judgement: Judgement, input: JudgementInput, { withCost, notes }: Extras): Report {
  const { headline, partial, diagnosis, cost } = judgement;
  const sections: readonly ReportSection[] = [
    { title: reportText.growth, blocks: selectGrowthBlocks(judgement.growth, input) },
    { title: reportText.quality, blocks: selectLimits(judgement, input) },
    { title: reportText.failures, blocks: diagnosis === null ? [] : selectFailures(diagnosis) },
    { title: reportText.recommendation, blocks: selectRecommendation(judgement.recommendation) },
    { title: reportText.cost, blocks: withCost && cost.statement.text !== "" ? [toLine(cost.statement, "none")] : [] },
    { title: reportText.notes, blocks: notes.map((note) => createLine(capitalise(note), "neutral", "bullet")) },
  ];
  return {
    headline: [toLine(headline, "none"), ...(partial === null ? [] : [toLine(partial)])],
    sections: sections.filter(({ blocks }) => blocks.length > 0),
  };
}

/** The quality of each size that counts, the metrics with a verdict, and which have none. */
function selectLimits({ comparative, stability }: Judgement, { scenarios }: JudgementInput): readonly ReportBlock[] {
  const metrics = [...comparative, ...stability];
  const isKnown = ({ verdict }: ComparativeMetric): boolean => verdict !== "unknown";
  const unknown = metrics.filter((each) => !isKnown(each)).map(({ label }) => lowerFirst(label));
  const qualities = selectComparable(scenarios).flatMap(({ label, quality }) =>
    quality === null ? [] : [{ label, quality: formatScore(quality) }],
  );
  return [
    ...(qualities.length > 0 ? [createLine(limitsText.qualities(qualities), "neutral", "bullet")] : []),
    ...metrics.filter(isKnown).map(({ statement }) => toLine(statement)),
    ...(unknown.length > 0 ? [createLine(limitsText.notJudged(unknown), "unsure", "unsure")] : []),
  ];
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function selectFailures({ statement, causes }: NonNullable<Judgement["diagnosis"]>): readonly ReportBlock[] {
  return [toLine(statement), ...causes.map((cause) => toLine(cause, "bullet"))];
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
