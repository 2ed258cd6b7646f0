/** The operator's prices, as amounts of one currency; 0 where something costs nothing. */
export type PriceTable = {
  /** ISO 4217: "USD" */
  readonly currency: string;
  /** for an hour of one worker at work */
  readonly computePerHour: number;
  readonly perMillionInputTokens: number;
  readonly perMillionOutputTokens: number;
  /** for a million stored item results */
  readonly databasePerMillionItems: number;
};

/** What a cap counts: money by the price table, seconds of workers at work, or model tokens. */
export const COST_UNITS = ["money", "busy-seconds", "tokens"] as const;
export type CostUnit = (typeof COST_UNITS)[number];

/** Once a run has spent so much, it is stopped and what is there stays. `money` needs a price table. */
export type CostCap = { readonly unit: CostUnit; readonly limit: number };

/** What was used, or is expected to be. */
export type Usage = {
  /** workers at work, added up */
  readonly busySeconds: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** stored item results */
  readonly storedItems: number;
};

export type CostAmounts = {
  readonly model: number;
  readonly compute: number;
  readonly database: number;
  readonly total: number;
};
