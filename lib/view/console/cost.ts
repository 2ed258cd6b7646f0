import { computeAmounts, computeSpent, computeUsage, sumUsage } from "../../core/cost/compute-cost.ts";
import type { CostUnit } from "../../core/run/prices.ts";
import type { RunState } from "../../core/run/state.ts";
import { formatAmount, formatBusy } from "../format/cost.ts";
import { formatMoney } from "../format/evidence.ts";
import { formatCount } from "../format/format.ts";

/** What has been used so far, and against what it is held. */
export type CostMeter = {
  /** the figure that leads: money where there are prices, else busy time */
  readonly lead: string;
  /** the rest, such as tokens */
  readonly rest: readonly string[];
  /** of the lead, as told before the start; null when nothing told it */
  readonly estimate: { readonly share: number; readonly text: string } | null;
  /** null without a cap */
  readonly cap: { readonly share: number; readonly text: string } | null;
};

export function selectCostMeter({ spec, scenarios }: RunState): CostMeter {
  const { prices, costCap } = spec;
  const usage = sumUsage(scenarios.map(({ totals }) => computeUsage(totals)));
  const unit = prices === null ? "busy-seconds" : "money";
  const used = prices === null ? usage.busySeconds : computeAmounts(usage, prices).total;
  const tokens = usage.inputTokens + usage.outputTokens;
  const busy = `${formatBusy(usage.busySeconds)} of work`;
  const spoken = tokens > 0 ? [`${formatCount(tokens)} tokens`] : [];
  const { likely = null, likelyAmounts = null } = spec.estimate?.total ?? {};
  const expected = prices === null ? likely?.busySeconds : likelyAmounts?.total;
  return {
    lead: prices === null ? busy : formatMoney(used, prices.currency),
    rest: prices === null ? spoken : [busy, ...spoken],
    estimate: holdAgainst(used, expected ?? null, unit, prices?.currency),
    cap:
      costCap === null
        ? null
        : holdAgainst(computeSpent(usage, costCap.unit, prices), costCap.limit, costCap.unit, prices?.currency),
  };
}

function holdAgainst(
  used: number | null,
  whole: number | null,
  unit: CostUnit,
  currency: string | undefined,
): CostMeter["cap"] {
  if (used === null || whole === null || !(whole > 0)) return null;
  return { share: used / whole, text: formatAmount(whole, unit, currency) };
}
