import type { CostlyItemsQuestion } from "./costly-items-query.ts";
import type { StreamTarget } from "./live-connection.ts";

export const runKeys = {
  view: (target: StreamTarget) =>
    ["live-view", target.as, target.as === "presenter" ? target.runId : target.code] as const,
  costlyItems: ({ runId, scenarioId, metricId }: CostlyItemsQuestion) =>
    ["costly-items", runId, scenarioId, metricId] as const,
};
