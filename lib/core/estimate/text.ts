import type { CostCap, CostUnit, PriceTable } from "../run/prices.ts";
import { formatCount } from "../words/format.ts";
import { joinNames } from "../words/names.ts";

/** Every sentence of an estimate. */
export const estimateText = {
  noBasis: (hasPrices: boolean) =>
    `No similar run yet, so nothing is measured: “at most” is what the time budgets allow.${hasPrices ? " Token usage is not known yet, so the amounts exclude it." : ""}`,
  defaults: (isPaceKnown: boolean) =>
    isPaceKnown
      ? "No similar run yet: measured on the makers' machine, scaled to the pace of this one."
      : "No similar run yet: measured on the makers' machine; this one may be faster or slower.",
  recorded: (answers: number) =>
    `No similar run yet: by the mean of ${formatCount(answers)} recorded ${answers === 1 ? "answer" : "answers"}.`,
  /** `sizes`: those expected; null: not known before the start */
  fitted: (sizes: readonly number[] | null, unit: string) =>
    `Sizes are fitted to this machine at the start${sizes === null ? "" : `, probably ${joinNames(sizes.map(formatCount))} ${unit}`}.`,
  /** `finishedAt`: ISO 8601; `growth`: null scales per item */
  basis: (finishedAt: string, growth: string | null, differences: readonly string[]) => {
    const moment = `${finishedAt.slice(0, 10)} ${finishedAt.slice(11, 16)} UTC`;
    const scaling = growth === null ? "per item" : `by its growth (${growth})`;
    const aside = differences.length === 0 ? "" : ` It had ${joinNames(differences)}.`;
    return `Based on the run of this skill that ended at ${moment}, scaled ${scaling} where sizes differ.${aside}`;
  },
  otherVersion: (version: string) => `version ${version} of the skill`,
  otherOptions: "other options",
  otherInput: "other input",
  overBudget: (label: string, neededMs: number, budgetMs: number) =>
    `${label} will probably need ${formatSeconds(neededMs)} s, more than its time budget of ${formatSeconds(budgetMs)} s: reduce its items or raise its budget.`,
  overCap: (likely: number, cap: CostCap, prices: PriceTable | null) =>
    `About ${formatSpending(likely, cap.unit, prices)} will probably be used, more than the spending limit of ${formatSpending(cap.limit, cap.unit, prices)}: the run would stop early.`,
} as const;

function formatSeconds(ms: number): string {
  return (ms / 1_000).toFixed(ms < 10_000 ? 1 : 0);
}

const UNITS: Record<Exclude<CostUnit, "money">, string> = { "busy-seconds": "s of compute", tokens: "tokens" };

/** "45 s of compute", "0.12 USD". */
function formatSpending(amount: number, unit: CostUnit, prices: PriceTable | null): string {
  const figure = Number(amount.toPrecision(amount < 1_000 ? 3 : 6));
  return `${figure} ${unit === "money" ? (prices?.currency ?? "") : UNITS[unit]}`;
}
