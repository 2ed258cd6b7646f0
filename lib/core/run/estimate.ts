import type { CostAmounts, Usage } from "./prices.ts";

export type EstimatedFigures = {
  /** likely usage of all items; null without an earlier run to derive it from */
  readonly likely: Usage | null;
  /** null without prices or without an earlier run */
  readonly likelyAmounts: CostAmounts | null;
  /** active time, without holds and pauses; null without an earlier run */
  readonly likelySeconds: number | null;
  /** what the time budgets allow, without retries by the presenter; tokens, limited only by a cap, are the likely ones (0 without an earlier run) */
  readonly atMost: Usage;
  /** null without prices */
  readonly atMostAmounts: CostAmounts | null;
  readonly atMostSeconds: number;
};

export type ScenarioEstimate = EstimatedFigures & { readonly scenarioId: string };

/** J1: what a run is expected to use, shown before its start. */
export type RunEstimate = {
  /** null without prices */
  readonly currency: string | null;
  readonly scenarios: readonly ScenarioEstimate[];
  /** usage and amounts are sums; the seconds are those of the longest scenario */
  readonly total: EstimatedFigures;
  readonly basis: {
    /** the earlier run that the likely figures are based on */
    readonly runId: string | null;
    readonly text: string;
  };
  /** such as a cap below the likely usage */
  readonly warnings: readonly string[];
};
