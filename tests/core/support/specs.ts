import type { RunSpec, ScenarioSpec } from "../../../lib/core/run/spec.ts";

export function scenarioSpec(id: string, items: number, over: Partial<ScenarioSpec> = {}): ScenarioSpec {
  return {
    id,
    label: id,
    items,
    batchSize: 10,
    concurrency: 1,
    timeBudgetMs: 600_000,
    memoryLimitMb: 256,
    errorTolerance: 0,
    distribution: "uniform",
    targetQuality: 0.9,
    ...over,
  };
}

export function runSpec(over: Partial<RunSpec> = {}): RunSpec {
  return {
    title: "Three piles of mail",
    skillId: "text-classification",
    skillVersion: "1",
    unit: { one: "mail", many: "mails" },
    seed: 7,
    sync: "milestone",
    hold: "none",
    milestones: [30, 50, 70, 90],
    waitLimitMs: 60_000,
    arrivalTolerance: 0,
    retry: { mode: "automatic", limit: 0, backoffMs: 100 },
    stallLimitMs: 20_000,
    reducedLoad: false,
    costCap: null,
    prices: null,
    estimate: null,
    judge: null,
    input: null,
    scenarios: [
      scenarioSpec("simple", 10, { batchSize: 5 }),
      scenarioSpec("medium", 20, { batchSize: 5 }),
      scenarioSpec("complex", 40, { batchSize: 10, concurrency: 2 }),
    ],
    options: {},
    demoId: null,
    notes: {},
    ...over,
  };
}
