import type { ScenarioTotals } from "../../lib/core/run/totals.ts";
import type { Actor } from "../../lib/core/run/actor.ts";
import type { NewRunEvent } from "../../lib/core/run/events.ts";
import type { RunSpec, ScenarioSpec } from "../../lib/core/run/spec.ts";

export const AT = "2030-01-02T03:04:05.678Z";
export const RUNNER: Actor = { role: "runner", name: "runner_test" };
export const PRESENTER: Actor = { role: "presenter", name: "console" };

/** A small, complete spec: two scenarios of 10 and 30 items. */
export function buildSpec(overrides: Partial<RunSpec> = {}): RunSpec {
  return {
    title: "A test run",
    skillId: "echo",
    skillVersion: "1",
    unit: { one: "item", many: "items" },
    seed: 7,
    sync: "milestone",
    hold: "none",
    milestones: [50],
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
    scenarios: [buildScenario("simple", 10), buildScenario("medium", 30)],
    options: {},
    demoId: null,
    notes: {},
    ...overrides,
  };
}

function buildScenario(id: string, items: number): ScenarioSpec {
  const limits = { timeBudgetMs: 30_000, memoryLimitMb: 256, errorTolerance: 0, targetQuality: 0.9 };
  return { id, label: id, items, batchSize: 10, concurrency: 1, distribution: "uniform", ...limits };
}

export function buildTotals(itemsDone: number, overrides: Partial<ScenarioTotals> = {}): ScenarioTotals {
  const counts = { itemsDone, itemsOk: itemsDone, itemsFailed: 0, batchesDone: 1 };
  return {
    ...counts,
    cpuWaitMs: 0,
    inputTokens: 0,
    outputTokens: 0,
    elapsedMs: 12.5,
    busyMs: 10.25,
    quality: 0.9,
    metrics: { accuracy: 0.9 },
    ...overrides,
  };
}

export function progressed(itemsDone: number, atMs = itemsDone, scenarioId = "simple"): NewRunEvent {
  const totals = buildTotals(itemsDone);
  return {
    type: "scenario.progressed",
    atMs,
    at: AT,
    actor: RUNNER,
    scenarioId,
    attempt: 1,
    totals,
    memoryMb: 42,
    workers: 1,
  };
}

export function logged(text: string, atMs = 0): NewRunEvent {
  return { type: "scenario.logged", atMs, at: AT, actor: RUNNER, scenarioId: "simple", level: "info", text };
}
