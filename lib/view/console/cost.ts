import { computeAmounts, computeSpent, computeUsage, sumUsage } from "../../core/cost/compute-cost.ts";
import type { CostUnit } from "../../core/run/prices.ts";
import type { RunState } from "../../core/run/state.ts";
import { formatAmount, formatCompute } from "../format/cost.ts";
import { formatMoney } from "../format/evidence.ts";
import { formatCount } from "../format/format.ts";
import { costText } from "../text/cost.ts";

/** Cost so far, compared with the estimate and the spending limit. */
export type CostMeter = {
  /** the main figure: money where there are prices, else compute time */
  readonly lead: string;
  /** the rest, such as tokens */
  readonly rest: readonly string[];
  /** of the main figure, as estimated before the start; null without an estimate */
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
  const compute = formatCompute(usage.busySeconds);
  const tokenTexts = tokens > 0 ? [costText.tokens(formatCount(tokens))] : [];
  const reportedTexts = usage.reported === undefined ? [] : [costText.reported(formatMoney(usage.reported.usd, "USD"))];
  const { likely = null, likelyAmounts = null } = spec.estimate?.total ?? {};
  const expected = prices === null ? likely?.busySeconds : likelyAmounts?.total;
  return {
    lead: prices === null ? compute : formatMoney(used, prices.currency),
    rest: prices === null ? [...reportedTexts, ...tokenTexts] : [compute, ...tokenTexts],
    estimate: compareWith(used, expected ?? null, unit, prices?.currency),
    cap:
      costCap === null
        ? null
        : compareWith(computeSpent(usage, costCap.unit, prices), costCap.limit, costCap.unit, prices?.currency),
  };
}

function compareWith(
  used: number | null,
  whole: number | null,
  unit: CostUnit,
  currency: string | undefined,
): CostMeter["cap"] {
  if (used === null || whole === null || !(whole > 0)) return null;
  return { share: used / whole, text: formatAmount(whole, unit, currency) };
}
