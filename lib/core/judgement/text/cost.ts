import { formatDuration, formatQuantity } from "../../words/format.ts";
import { formatMoney, formatPercent } from "../../words/names.ts";

/** What was spent: money where `currency` is set, else seconds of compute. */
export type Spending = {
  readonly busySeconds: number;
  readonly tokens: number;
  readonly money: number | null;
  readonly perQualityPoint: number | null;
  readonly currency: string | null;
};

/** Every sentence about cost. */
export const costText = {
  spent: ({ busySeconds, tokens, money, perQualityPoint, currency }: Spending) => {
    const used = [
      `${formatSeconds(busySeconds)} of compute`,
      ...(tokens > 0 ? [formatQuantity(tokens, { one: "token", many: "tokens" })] : []),
    ].join(" and ");
    const perPoint = perQualityPoint === null ? "" : `, ${formatSpent(perQualityPoint, currency)} per quality point`;
    return money === null || currency === null
      ? `${used}${perPoint}; no prices configured.`
      : `${formatMoney(money, currency)} for ${used}${perPoint}.`;
  },
  estimatedForAll: (expected: number, spent: number, currency: string | null, isLive: boolean) =>
    ` Estimated ${formatSpent(expected, currency)} for the whole run; ${isLive ? "so far" : "completed work took"} ${formatSpent(spent, currency)}.`,
  estimated: (expected: number, spent: number, currency: string | null) => {
    const apart = Math.round((100 * (spent - expected)) / expected);
    const verdict = apart === 0 ? "as estimated" : `${formatPercent(Math.abs(apart))} ${apart > 0 ? "more" : "less"}`;
    return ` Estimated ${formatSpent(expected, currency)}, actual ${formatSpent(spent, currency)}: ${verdict}.`;
  },
} as const;

function formatSpent(value: number, currency: string | null): string {
  return currency === null ? formatSeconds(value) : formatMoney(value, currency);
}

function formatSeconds(seconds: number): string {
  return formatDuration(seconds * 1_000);
}
