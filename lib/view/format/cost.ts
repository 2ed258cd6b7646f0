import type { CostUnit } from "../../core/run/prices.ts";
import { formatMoney } from "./evidence.ts";
import { formatCount, formatDuration } from "./format.ts";
import { costText } from "../text/cost.ts";

/** An amount in the unit of a cap: "€4.20", "12,300 tokens", "38 s of compute". */
export function formatAmount(amount: number, unit: CostUnit, currency: string | undefined): string {
  if (unit === "money") return currency === undefined ? String(amount) : formatMoney(amount, currency);
  return unit === "tokens" ? costText.tokens(formatCount(Math.round(amount))) : formatCompute(amount);
}

/** "8.4 s of compute", "1 min 36 s of compute". */
export function formatCompute(seconds: number): string {
  return costText.compute(formatDuration(seconds * 1_000));
}
