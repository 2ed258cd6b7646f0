import type { StreamTarget } from "./live-connection.ts";

export const runKeys = {
  view: (target: StreamTarget) =>
    ["live-view", target.as, target.as === "presenter" ? target.runId : target.code] as const,
  costlyItems: ({ runId, scenarioId, metricId }: CostlyItemsRequest) =>
    ["costly-items", runId, scenarioId, metricId] as const,
};

export type CostlyItemsRequest = {
  readonly runId: string;
  readonly scenarioId: string;
  /** null: the weighted quality */
  readonly metricId: string | null;
};
