import type { RunSpec, ScenarioSpec } from "../../lib/core/run/spec.ts";

export type TestRunSpec = Partial<Omit<RunSpec, "scenarios">> & {
  readonly items?: readonly number[];
  readonly scenario?: Partial<ScenarioSpec>;
  readonly byId?: Readonly<Record<string, Partial<ScenarioSpec>>>;
};

const IDS = ["simple", "medium", "complex", "huge", "vast", "endless"];

/** A spec of the echo skill, small enough to run within a test. */
export function testRunSpec(overrides: TestRunSpec = {}): RunSpec {
  const { items = [20, 40, 60], scenario = {}, byId = {}, ...rest } = overrides;
  return {
    title: "Echo at three scales",
    skillId: "echo",
    skillVersion: "1",
    unit: { one: "number", many: "numbers" },
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
    options: {},
    demoId: null,
    notes: {},
    ...rest,
    scenarios: items.map((count, index) => {
      const id = IDS[index] ?? `scale-${index}`;
      return {
        id,
        label: id,
        items: count,
        batchSize: 10,
        concurrency: 1,
        timeBudgetMs: 60_000,
        memoryLimitMb: 256,
        errorTolerance: 0,
        distribution: "uniform" as const,
        targetQuality: 0.9,
        ...scenario,
        ...byId[id],
      };
    }),
  };
}
