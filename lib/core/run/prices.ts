import type { ReportedCost } from "./totals.ts";

/** The operator's prices in one currency, each ≥0. */
export type PriceTable = {
  /** ISO 4217: "USD" */
  readonly currency: string;
  /** for one hour of one busy worker */
  readonly computePerHour: number;
  readonly perMillionInputTokens: number;
  readonly perMillionOutputTokens: number;
  /** for a million stored item results */
  readonly databasePerMillionItems: number;
};

/** What a cap counts: money by the price table, seconds of busy workers, or model tokens. */
export const COST_UNITS = ["money", "busy-seconds", "tokens"] as const;
export type CostUnit = (typeof COST_UNITS)[number];

/** A run is stopped once it has spent `limit`; completed items stay. `money` needs a price table. */
export type CostCap = { readonly unit: CostUnit; readonly limit: number };

/** What was used, or is expected to be used. */
export type Usage = {
  /** summed over the workers */
  readonly busySeconds: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** stored item results */
  readonly storedItems: number;
  readonly reported?: ReportedCost;
};

export type CostAmounts = {
  readonly model: number;
  readonly compute: number;
  readonly database: number;
  readonly total: number;
};
