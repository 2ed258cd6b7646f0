import type { ReportedCost, ScenarioTotals } from "../run/totals.ts";
import { assertNever } from "../kit/assert-never.ts";
import type { CostAmounts, CostUnit, PriceTable, Usage } from "../run/prices.ts";

/** The usage of a scenario: busy time, tokens, and one stored result per finished item. */
export function computeUsage(
  totals: Pick<ScenarioTotals, "busyMs" | "inputTokens" | "outputTokens" | "itemsDone" | "reported">,
): Usage {
  const { busyMs, inputTokens, outputTokens, itemsDone, reported } = totals;
  const usage = { busySeconds: busyMs / 1_000, inputTokens, outputTokens, storedItems: itemsDone };
  return reported === undefined ? usage : { ...usage, reported };
}

export function sumUsage(usages: readonly Usage[]): Usage {
  const sum = (field: Exclude<keyof Usage, "reported">): number =>
    usages.reduce((total, usage) => total + usage[field], 0);
  const reports = usages.flatMap(({ reported }) => reported ?? []);
  const sumReported = (field: keyof ReportedCost): number => reports.reduce((total, each) => total + each[field], 0);
  return {
    busySeconds: sum("busySeconds"),
    inputTokens: sum("inputTokens"),
    outputTokens: sum("outputTokens"),
    storedItems: sum("storedItems"),
    ...(reports.length === 0
      ? {}
      : {
          reported: {
            usd: sumReported("usd"),
            inputTokens: sumReported("inputTokens"),
            outputTokens: sumReported("outputTokens"),
          },
        }),
  };
}

/**
 * The price of a usage, in the currency of the price table: hours of busy workers, millions of tokens and of stored items. With
 * prices in US dollars, money that skills report counts instead of the tokens that it was paid for.
 */
export function computeAmounts(usage: Usage, prices: PriceTable): CostAmounts {
  const { perMillionInputTokens, perMillionOutputTokens, computePerHour, databasePerMillionItems } = prices;
  const reported = prices.currency === "USD" ? usage.reported : undefined;
  const inputTokens = usage.inputTokens - (reported?.inputTokens ?? 0);
  const outputTokens = usage.outputTokens - (reported?.outputTokens ?? 0);
  const ofTokens = (inputTokens * perMillionInputTokens + outputTokens * perMillionOutputTokens) / 1e6;
  const model = (reported?.usd ?? 0) + ofTokens;
  const compute = (usage.busySeconds / 3_600) * computePerHour;
  const database = (usage.storedItems / 1e6) * databasePerMillionItems;
  return { model, compute, database, total: model + compute + database };
}

/** The usage in a cap's unit; null for money without prices. */
export function computeSpent(usage: Usage, unit: CostUnit, prices: PriceTable | null): number | null {
  switch (unit) {
    case "money":
      return prices === null ? null : computeAmounts(usage, prices).total;
    case "busy-seconds":
      return usage.busySeconds;
    case "tokens":
      return usage.inputTokens + usage.outputTokens;
    default:
      return assertNever(unit);
  }
}
