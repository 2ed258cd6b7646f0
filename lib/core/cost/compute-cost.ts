import type { ScenarioTotals } from "../run/totals.ts";
import { assertNever } from "../kit/assert-never.ts";
import type { CostAmounts, CostUnit, PriceTable, Usage } from "../run/prices.ts";

/** The usage of a scenario: busy time, tokens, and one stored result per finished item. */
export function computeUsage(
  totals: Pick<ScenarioTotals, "busyMs" | "inputTokens" | "outputTokens" | "itemsDone">,
): Usage {
  const { busyMs, inputTokens, outputTokens, itemsDone } = totals;
  return { busySeconds: busyMs / 1_000, inputTokens, outputTokens, storedItems: itemsDone };
}

export function sumUsage(usages: readonly Usage[]): Usage {
  const sum = (field: keyof Usage): number => usages.reduce((total, usage) => total + usage[field], 0);
  return {
    busySeconds: sum("busySeconds"),
    inputTokens: sum("inputTokens"),
    outputTokens: sum("outputTokens"),
    storedItems: sum("storedItems"),
  };
}

/** The price of a usage, in the currency of the price table: hours of busy workers, millions of tokens and of stored items. */
export function computeAmounts(usage: Usage, prices: PriceTable): CostAmounts {
  const { perMillionInputTokens, perMillionOutputTokens, computePerHour, databasePerMillionItems } = prices;
  const model = (usage.inputTokens * perMillionInputTokens + usage.outputTokens * perMillionOutputTokens) / 1e6;
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
