import type { CostAmounts, Usage } from "../core/run/prices.ts";
import type { RunEstimate } from "../core/run/estimate.ts";
import { formatCount, formatDuration } from "../core/words/format.ts";
import type { PricesInForce } from "../core/ports/price-source.ts";
import { formatMoney } from "../core/words/names.ts";

/** The estimate in a few lines, warnings last. */
export function describeEstimate({ total, currency, basis, warnings }: RunEstimate): string {
  const atMost = `at most ${describeUse(total.atMost, total.atMostAmounts, currency)}`;
  const likely =
    total.likely === null || total.likelySeconds === null
      ? ""
      : `about ${describeUse(total.likely, total.likelyAmounts, currency)}, done in ${formatDuration(total.likelySeconds * 1_000)} without holds; `;
  return [`Estimate: ${likely}${atMost}.`, basis.text, ...warnings.map((warning) => `Note: ${warning}`)].join("\n");
}

function describeUse(usage: Usage, amounts: CostAmounts | null, currency: string | null): string {
  const tokens = usage.inputTokens + usage.outputTokens;
  const work = `${formatDuration(usage.busySeconds * 1_000)} of work${tokens > 0 ? ` and ${formatCount(tokens)} tokens` : ""}`;
  return amounts === null || currency === null ? work : `${formatMoney(amounts.total, currency)} for ${work}`;
}

/** What the price file says, for the operator. */
export function describePrices(inForce: PricesInForce): string {
  switch (inForce.status) {
    case "none":
      return `No prices: there is no ${inForce.file}, so runs tell seconds and tokens and no money.`;
    case "broken":
      return `No prices, the file cannot be used: ${inForce.message}\n${inForce.file}`;
    case "set": {
      const { currency, computePerHour, perMillionInputTokens, perMillionOutputTokens, databasePerMillionItems } =
        inForce.prices;
      const lines: readonly [string, number][] = [
        ["an hour of one worker at work", computePerHour],
        ["a million input tokens", perMillionInputTokens],
        ["a million output tokens", perMillionOutputTokens],
        ["a million stored item results", databasePerMillionItems],
      ];
      return [
        `Prices in ${currency}, from ${inForce.file}`,
        ...lines.map(([what, price]) => `${price} for ${what}`),
      ].join("\n");
    }
  }
}
