import { computeAmounts, computeSpent, computeUsage, sumUsage } from "../core/cost-compute.ts";
import type { CostUnit } from "../core/cost.ts";
import type { RunState } from "../core/state.ts";
import { formatAmount, formatBusy, formatMoney } from "./format-cost.ts";
import { formatCount } from "./format.ts";

/** What has been used so far, and against what it is held. */
export type CostMeter = {
  /** the figure that leads: money where there are prices, else busy time */
  readonly lead: string;
  /** the rest, such as tokens */
  readonly rest: readonly string[];
  /** null without a cap */
  readonly cap: { readonly share: number; readonly text: string } | null;
};

export function selectCostMeter({ spec, scenarios }: RunState): CostMeter {
  const { prices, costCap } = spec;
  const usage = sumUsage(scenarios.map(({ totals }) => computeUsage(totals)));
  const tokens = usage.inputTokens + usage.outputTokens;
  const busy = `${formatBusy(usage.busySeconds)} of work`;
  const spoken = tokens > 0 ? [`${formatCount(tokens)} tokens`] : [];
  const cap = costCap === null ? null : toCap(computeSpent(usage, costCap.unit, prices), costCap, prices?.currency);
  if (prices === null) return { lead: busy, rest: spoken, cap };
  const money = `${formatMoney(computeAmounts(usage, prices).total)} ${prices.currency}`;
  return { lead: money, rest: [busy, ...spoken], cap };
}

function toCap(
  spent: number | null,
  { unit, limit }: { readonly unit: CostUnit; readonly limit: number },
  currency: string | undefined,
): CostMeter["cap"] {
  if (spent === null || !(limit > 0)) return null;
  return { share: Math.min(1, spent / limit), text: formatAmount(limit, unit, currency) };
}
