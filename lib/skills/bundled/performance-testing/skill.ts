import type { MetricDefinition } from "../../../core/run/metrics.ts";
import type { Skill } from "../../contract/contract.ts";
import { STAGE_BUDGETS } from "../../contract/stage-budgets.ts";
import { LoadOptions } from "./options.ts";
import measured from "./measured.json" with { type: "json" };

function latency(percentile: number, target: number, weight: number): MetricDefinition {
  return {
    id: `latency_p${percentile}_ms`,
    label: `Latency p${percentile}`,
    unit: "ms",
    formula: { kind: "percentile", of: "latencyMs", percentile },
    target: { comparison: "<", value: target },
    weight,
  };
}

/** The service and its load generator share the worker's memory. One worker per scenario, so that workers do not affect each other's latencies. */
const shared = { memoryLimitMb: 512, concurrency: 1 };

export const performanceTesting: Skill = {
  manifest: {
    id: "performance-testing",
    title: "Performance testing",
    version: "1",
    summary:
      "Load-tests an HTTP service that filters, sorts and groups real tables, or a URL on the allow-list, in steps.",
    unit: { one: "load step", many: "load steps" },
    profile: { growth: "linear", items: { simple: 10, medium: 30, complex: 80 } },
    stage: { items: { simple: 60, medium: 180, complex: 480 }, scenarios: STAGE_BUDGETS },
    scenarioDefaults: {
      simple: { ...shared, batchSize: 2 },
      medium: { ...shared, batchSize: 5 },
      complex: { ...shared, batchSize: 10, memoryLimitMb: 1_024 },
    },
    measured,
    maxItems: 10_000,
    metrics: [
      latency(95, 500, 0.5),
      {
        id: "error_rate",
        label: "Error rate",
        unit: "ratio",
        formula: { kind: "ratio", numerator: { errors: 1 }, denominator: { requests: 1 } },
        target: { comparison: "<", value: 0.01 },
        weight: 0.5,
      },
      latency(50, 200, 0),
      latency(99, 1_000, 0),
      {
        id: "throughput",
        label: "Throughput",
        unit: "/s",
        formula: { kind: "rate", of: "requests" },
        target: { comparison: ">", value: 0 },
        weight: 0,
      },
    ],
    options: LoadOptions,
    noInput: "This skill generates its own requests from its load profile.",
  },
  async open(request) {
    const { openSession } = await import("./session.ts");
    return openSession(request);
  },
};
