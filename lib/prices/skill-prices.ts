import type { PricesInForce } from "../core/ports/price-source.ts";
import type { SkillManifest } from "../skills/contract/contract.ts";

type Overlaid = { readonly inForce: PricesInForce; readonly warnings: readonly string[] };

/**
 * The prices of a run: the operator's, with a skill's own prices for tokens. Without the operator's, compute and database cost
 * nothing. With another currency there are no prices: a sum of both would be wrong.
 */
export function overlaySkillPrices(operator: PricesInForce, own: SkillManifest["prices"]): Overlaid {
  if (own === undefined || operator.status === "broken") return { inForce: operator, warnings: [] };
  if (operator.prices === null) {
    const prices = { computePerHour: 0, databasePerMillionItems: 0, ...own };
    return { inForce: { status: "set", file: operator.file, prices }, warnings: [] };
  }
  if (operator.prices.currency === own.currency)
    return { inForce: { ...operator, prices: { ...operator.prices, ...own } }, warnings: [] };
  const currencies = `the skill's prices are in ${own.currency}, those in the price file in ${operator.prices.currency}`;
  return {
    inForce: { status: "none", file: operator.file, prices: null },
    warnings: [`Costs are not shown in money: ${currencies}. Use one currency.`],
  };
}
