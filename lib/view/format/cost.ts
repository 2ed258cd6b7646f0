import type { CostUnit } from "../../core/run/prices.ts";
import { formatMoney } from "./evidence.ts";
import { formatAhead, formatCount } from "./format.ts";

const NBSP = "\u00a0";

/** An amount of what a cap counts: "€4.20", "12,300 tokens", "38 s of work". */
export function formatAmount(amount: number, unit: CostUnit, currency: string | undefined): string {
  if (unit === "money") return currency === undefined ? String(amount) : formatMoney(amount, currency);
  return unit === "tokens" ? `${formatCount(Math.round(amount))} tokens` : `${formatBusy(amount)} of work`;
}

/** Busy time: "8.4 s", "38 s", "20 min 04 s". */
export function formatBusy(seconds: number): string {
  if (seconds >= 600) return formatAhead(seconds * 1_000);
  return seconds < 10 ? `${seconds.toFixed(1)}${NBSP}s` : `${formatCount(Math.round(seconds))}${NBSP}s`;
}
