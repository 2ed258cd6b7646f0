import type { PricesInForce } from "../ports/price-source.ts";
import type { PriceTable } from "../run/prices.ts";

export type SkillPrices = Pick<PriceTable, "currency" | "perMillionInputTokens" | "perMillionOutputTokens">;

export type OverlaidPrices = {
  readonly inForce: PricesInForce;
  /** the currencies of both, where they differ */
  readonly clash: { readonly skill: string; readonly operator: string } | null;
};

/**
 * The prices of a run: the operator's, with a skill's own prices for tokens. Without the operator's, compute and database cost
 * nothing. With another currency there are no prices: a sum of both would be wrong.
 */
export function overlaySkillPrices(operator: PricesInForce, own: SkillPrices | undefined): OverlaidPrices {
  if (own === undefined || operator.status === "broken") return { inForce: operator, clash: null };
  const { file } = operator;
  if (operator.prices === null) {
    const prices = { computePerHour: 0, databasePerMillionItems: 0, ...own };
    return { inForce: { status: "set", file, prices }, clash: null };
  }
  if (operator.prices.currency === own.currency)
    return { inForce: { status: "set", file, prices: { ...operator.prices, ...own } }, clash: null };
  const clash = { skill: own.currency, operator: operator.prices.currency };
  return { inForce: { status: "none", file, prices: null }, clash };
}
