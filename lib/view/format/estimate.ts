import type { EstimatedFigures, RunEstimate } from "../../core/run/estimate.ts";
import { formatBusy } from "./cost.ts";
import { formatMoney } from "./evidence.ts";
import { formatAhead, formatCount, formatDuration } from "./format.ts";

export type EstimateWords = {
  /** what is likely; without an earlier run, what is possible at most */
  readonly lead: string;
  /** where it comes from, and the bound */
  readonly detail: string;
  readonly warnings: readonly string[];
};

/** J1: an estimate in a sentence beside the Start button. */
export function describeEstimate({ total, basis, currency, warnings }: RunEstimate): EstimateWords {
  const bound = `At most ${listFigures(total, "atMost", currency)}.`;
  if (total.likely === null) return { lead: bound, detail: basis.text, warnings };
  return { lead: `About ${listFigures(total, "likely", currency)}.`, detail: `${bound} ${basis.text}`, warnings };
}

function listFigures(figures: EstimatedFigures, kind: "likely" | "atMost", currency: string | null): string {
  const seconds = kind === "likely" ? figures.likelySeconds : figures.atMostSeconds;
  const usage = figures[kind];
  const amounts = kind === "likely" ? figures.likelyAmounts : figures.atMostAmounts;
  const tokens = (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0);
  return [
    ...(seconds === null
      ? []
      : [`${seconds < 60 ? formatDuration(seconds * 1_000) : formatAhead(seconds * 1_000)} without holds`]),
    ...(usage === null ? [] : [`${formatBusy(usage.busySeconds)} of work`]),
    ...(tokens > 0 ? [`${formatCount(Math.round(tokens))} tokens`] : []),
    ...(amounts === null || currency === null ? [] : [formatMoney(amounts.total, currency)]),
  ].join(", ");
}
