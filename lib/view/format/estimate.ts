import type { EstimatedFigures, RunEstimate } from "../../core/run/estimate.ts";
import { formatCompute } from "./cost.ts";
import { formatMoney } from "./evidence.ts";
import { formatAhead, formatCount, formatDuration } from "./format.ts";
import { costText } from "../text/cost.ts";

export type EstimateTexts = {
  /** the likely time and cost; where nothing is likely, the upper bound */
  readonly lead: string;
  /** the basis of the estimate, and its upper bound */
  readonly detail: string;
  readonly warnings: readonly string[];
};

/** J1: an estimate in a sentence beside the Start button. */
export function describeEstimate({ total, basis, currency, warnings }: RunEstimate): EstimateTexts {
  const bound = costText.atMost(listFigures(total, "atMost", currency));
  if (total.likelySeconds === null) return { lead: bound, detail: basis.text, warnings };
  return { lead: costText.about(listFigures(total, "likely", currency)), detail: `${bound} ${basis.text}`, warnings };
}

function listFigures(figures: EstimatedFigures, kind: "likely" | "atMost", currency: string | null): string {
  const seconds = kind === "likely" ? figures.likelySeconds : figures.atMostSeconds;
  const usage = figures[kind];
  const amounts = kind === "likely" ? figures.likelyAmounts : figures.atMostAmounts;
  const tokens = (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0);
  return [
    ...(seconds === null
      ? []
      : [costText.withoutHolds(seconds < 60 ? formatDuration(seconds * 1_000) : formatAhead(seconds * 1_000))]),
    ...(usage === null ? [] : [formatCompute(usage.busySeconds)]),
    ...(tokens > 0 ? [costText.tokens(formatCount(Math.round(tokens)))] : []),
    ...(amounts === null || currency === null ? [] : [formatMoney(amounts.total, currency)]),
  ].join(", ");
}
