import type { StreamTarget } from "./live-connection.ts";

export const runKeys = {
  view: (target: StreamTarget) =>
    ["live-view", target.as, target.as === "presenter" ? target.runId : target.code] as const,
  costlyItems: ({ runId, scenarioId, metricId }: CostlyItemsRequest) =>
    ["costly-items", runId, scenarioId, metricId] as const,
  scenarioLog: ({ runId, scenarioId }: ScenarioLogRequest) => ["scenario-log", runId, scenarioId] as const,
};

export type ScenarioLogRequest = { readonly runId: string; readonly scenarioId: string };

export type CostlyItemsRequest = {
  readonly runId: string;
  readonly scenarioId: string;
  /** null: the weighted quality */
  readonly metricId: string | null;
};
