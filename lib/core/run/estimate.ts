import type { CostAmounts, Usage } from "./prices.ts";

export type EstimatedFigures = {
  /** what all items are likely to use; null when no earlier run tells */
  readonly likely: Usage | null;
  /** null without prices, or when no earlier run tells */
  readonly likelyAmounts: CostAmounts | null;
  /** active time, holds and pauses left out; null when no earlier run tells */
  readonly likelySeconds: number | null;
  /** what the time budgets allow, short of a restart by the presenter; tokens have no bound but a cap: here the likely ones, none without an earlier run */
  readonly atMost: Usage;
  /** null without prices */
  readonly atMostAmounts: CostAmounts | null;
  readonly atMostSeconds: number;
};

export type ScenarioEstimate = EstimatedFigures & { readonly scenarioId: string };

/** J1: what a run is expected to use, told before its start. */
export type RunEstimate = {
  /** null without prices */
  readonly currency: string | null;
  readonly scenarios: readonly ScenarioEstimate[];
  /** usage and amounts added up; the seconds are those of the longest scenario */
  readonly total: EstimatedFigures;
  readonly basis: {
    /** the earlier run that the likely figures come from */
    readonly runId: string | null;
    readonly text: string;
  };
  /** what to know before the start, such as a cap below what is likely to be used */
  readonly warnings: readonly string[];
};
