import { computeAmounts, computeUsage, sumUsage } from "../cost-compute.ts";
import { sum } from "./growth-fit.ts";
import type { JudgementInput } from "./judgement-input.ts";
import type { CostJudgement } from "./judgement.ts";
import { row, say, toFinite } from "./wording.ts";

/** J2, J3. What was used, in money when prices are known; per quality point: over 100 × the mean quality. */
export function judgeCost({ scenarios, prices }: JudgementInput): CostJudgement {
  const used = scenarios.map(({ id, workMs, itemsDone, run }) => {
    const { inputTokens = 0, outputTokens = 0 } = run ?? {};
    const usage = computeUsage({ busyMs: workMs, inputTokens, outputTokens, itemsDone });
    return { scenarioId: id, usage, amounts: prices === null ? null : computeAmounts(usage, prices) };
  });
  const usage = sumUsage(used.map(({ usage }) => usage));
  const amounts = prices === null ? null : computeAmounts(usage, prices);
  const qualities = scenarios.flatMap(({ quality }) => quality ?? []);
  const points = qualities.length === 0 ? 0 : (100 * sum(qualities)) / qualities.length;
  const spent = amounts?.total ?? usage.busySeconds;
  const perQualityPoint = points > 0 && spent > 0 ? toFinite(spent / points) : null;
  const tokens = usage.inputTokens + usage.outputTokens;
  const rows = used.flatMap(({ scenarioId, usage, amounts }) => [
    row("busy time", scenarioId, usage.busySeconds, "s"),
    ...(usage.inputTokens + usage.outputTokens > 0
      ? [row("tokens", scenarioId, usage.inputTokens + usage.outputTokens, "tokens")]
      : []),
    ...(amounts === null ? [] : [row("cost", scenarioId, amounts.total, prices?.currency ?? "")]),
  ]);
  const parts = [
    `${wordSeconds(usage.busySeconds)} of work`,
    ...(tokens > 0 ? [`${tokens.toLocaleString("en-US")} tokens`] : []),
  ].join(" and ");
  const perPoint =
    perQualityPoint === null ? "" : `, ${wordAmount(perQualityPoint, prices?.currency ?? "s")} a quality point`;
  const text =
    amounts === null || prices === null
      ? `${parts}${perPoint}; without a price table no money is named.`
      : `${wordAmount(amounts.total, prices.currency)} for ${parts}${perPoint}.`;
  return {
    currency: prices?.currency ?? null,
    scenarios: used,
    usage,
    amounts,
    estimated: null,
    perQualityPoint,
    statement: say("cost", "neutral", text, rows),
  };
}

function wordSeconds(seconds: number): string {
  return `${seconds < 10 ? Number(seconds.toPrecision(2)) : Math.round(seconds)} s`;
}

/** Two figures that count, however small: "0.0021 USD". */
function wordAmount(amount: number, unit: string): string {
  return `${amount >= 1 ? amount.toFixed(2) : Number(amount.toPrecision(2))} ${unit}`;
}
