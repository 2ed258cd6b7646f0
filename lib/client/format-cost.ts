import type { CostUnit } from "../core/cost.ts";
import { formatAhead, formatCount } from "./format.ts";

const NBSP = "\u00a0";

/** An amount of what a cap counts: "4.20 EUR", "12,300 tokens", "38 s of work". */
export function formatAmount(amount: number, unit: CostUnit, currency = ""): string {
  if (unit === "money") return `${formatMoney(amount)} ${currency}`.trim();
  return unit === "tokens" ? `${formatCount(Math.round(amount))} tokens` : `${formatBusy(amount)} of work`;
}

/** Two digits that say something, however small the sum. */
export function formatMoney(amount: number): string {
  if (amount === 0 || amount >= 0.995) return amount.toFixed(2);
  return amount.toFixed(Math.min(8, 1 - Math.floor(Math.log10(amount))));
}

/** Busy time: "8.4 s", "38 s", "20 min 04 s". */
export function formatBusy(seconds: number): string {
  if (seconds >= 600) return formatAhead(seconds * 1_000);
  return seconds < 10 ? `${seconds.toFixed(1)}${NBSP}s` : `${formatCount(Math.round(seconds))}${NBSP}s`;
}
