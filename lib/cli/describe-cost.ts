import type { CostAmounts, Usage } from "../core/run/prices.ts";
import type { EstimatedFigures, RunEstimate } from "../core/run/estimate.ts";
import { formatCount, formatDuration } from "../core/words/format.ts";
import type { PricesInForce } from "../core/ports/price-source.ts";
import { formatMoney } from "../core/words/names.ts";

/** Describes an estimate in a few lines, followed by its warnings. */
export function describeEstimate({ total, currency, basis, warnings }: RunEstimate): string {
  const atMost = `at most ${describeUsage(total.atMost, total.atMostAmounts, currency)}`;
  const likely = describeLikely(total, currency);
  return [`Estimate: ${likely}${atMost}.`, basis.text, ...warnings.map((warning) => `Note: ${warning}`)].join("\n");
}

/** With a chosen length the time is known before the usage. */
function describeLikely({ likely, likelyAmounts, likelySeconds }: EstimatedFigures, currency: string | null): string {
  if (likelySeconds === null) return "";
  const time = `${formatDuration(likelySeconds * 1_000)} without holds`;
  return likely === null
    ? `about ${time}; `
    : `about ${describeUsage(likely, likelyAmounts, currency)}, finished in ${time}; `;
}

function describeUsage(usage: Usage, amounts: CostAmounts | null, currency: string | null): string {
  const tokens = usage.inputTokens + usage.outputTokens;
  const work = `${formatDuration(usage.busySeconds * 1_000)} of work${tokens > 0 ? ` and ${formatCount(tokens)} tokens` : ""}`;
  return amounts === null || currency === null ? work : `${formatMoney(amounts.total, currency)} for ${work}`;
}

/** Describes the price file for the operator. */
export function describePrices(inForce: PricesInForce): string {
  switch (inForce.status) {
    case "none":
      return `No prices: ${inForce.file} does not exist, so costs are given in seconds and tokens only.`;
    case "broken":
      return `No prices, because the file cannot be used: ${inForce.message}\n${inForce.file}`;
    case "set": {
      const { currency, computePerHour, perMillionInputTokens, perMillionOutputTokens, databasePerMillionItems } =
        inForce.prices;
      const lines: readonly [string, number][] = [
        ["one hour of one worker", computePerHour],
        ["one million input tokens", perMillionInputTokens],
        ["one million output tokens", perMillionOutputTokens],
        ["one million stored item results", databasePerMillionItems],
      ];
      return [
        `Prices in ${currency}, from ${inForce.file}`,
        ...lines.map(([what, price]) => `${price} for ${what}`),
      ].join("\n");
    }
  }
}
