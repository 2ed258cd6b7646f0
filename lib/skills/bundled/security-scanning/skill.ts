import { z } from "zod";
import type { Skill } from "../../contract/contract.ts";
import { ratioMetric } from "../../contract/ratio-metrics.ts";
import { STAGE_BUDGETS } from "../../contract/stage-budgets.ts";
import { fileInput } from "./input.ts";
import measured from "./measured.json" with { type: "json" };

export const securityScanning: Skill = {
  manifest: {
    id: "security-scanning",
    title: "Security scanning",
    version: "1",
    summary:
      "Looks for credentials in change sets of 96 real source files with secretlint. A seeded number of credentials, some disguised, is planted, so that every miss is known.",
    unit: { one: "change set", many: "change sets" },
    profile: { growth: "sublinear", items: { simple: 20, medium: 100, complex: 500 } },
    stage: { items: { simple: 1_200, medium: 6_000, complex: 30_000 }, scenarios: STAGE_BUDGETS },
    scenarioDefaults: {},
    measured,
    maxItems: 100_000,
    metrics: [
      ratioMetric({
        id: "recall",
        label: "Recall",
        numerator: { found: 1 },
        denominator: { planted: 1 },
        atLeast: 0.95,
        weight: 0.5,
      }),
      ratioMetric({
        id: "precision",
        label: "Precision",
        numerator: { found: 1 },
        denominator: { found: 1, falseAlarms: 1 },
        atLeast: 0.95,
        weight: 0.2,
      }),
      ratioMetric({
        id: "coverage",
        label: "Files scanned",
        numerator: { scanned: 1 },
        denominator: { files: 1 },
        atLeast: 1,
        weight: 0.2,
      }),
      {
        id: "vulnerabilities_found",
        label: "Found per change set",
        unit: "",
        formula: { kind: "ratio", numerator: { found: 1 }, denominator: { sets: 1 } },
        target: { comparison: ">", value: 0 },
        weight: 0.1,
      },
    ],
    options: z.strictObject({}),
    input: fileInput,
  },
  async open(request) {
    const { openSession } = await import("./session.ts");
    return openSession(request);
  },
};
