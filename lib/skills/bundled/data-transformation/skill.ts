import { z } from "zod";
import type { Skill } from "../../contract/contract.ts";
import { f1Metric, precisionMetric, recallMetric } from "../../contract/ratio-metrics.ts";
import { STAGE_EQUAL_WORKERS } from "../../contract/stage-budgets.ts";
import { recordInput } from "./input.ts";
import measured from "./measured.json" with { type: "json" };

export const dataTransformation: Skill = {
  manifest: {
    id: "data-transformation",
    title: "Data transformation",
    version: "2",
    summary:
      "Links corrupted film records to a reference table that grows with their number. Each record is compared with every entry, so the work is quadratic.",
    unit: { one: "record", many: "records" },
    profile: { growth: "quadratic", items: { simple: 100, medium: 200, complex: 300 } },
    stage: { items: { simple: 500, medium: 1_000, complex: 2_000 }, scenarios: STAGE_EQUAL_WORKERS },
    scenarioDefaults: {},
    measured,
    maxItems: 10_000,
    metrics: [
      precisionMetric({ atLeast: 0.99, weight: 0.3 }),
      recallMetric({ atLeast: 0.95, weight: 0.3 }),
      f1Metric({ atLeast: 0.97, weight: 0.4 }),
    ],
    options: z.strictObject({}),
    input: recordInput,
  },
  async open(request) {
    const { openSession } = await import("./session.ts");
    return openSession(request);
  },
};
