import type { BatchFailure } from "../../../lib/core/run/batch-failures.ts";
import type { ScenarioFigures, ScenarioRunFigures } from "../../../lib/core/judgement/input.ts";
import { toFigures } from "./growth-series.ts";

export type RunFigures = Partial<Omit<ScenarioFigures, "run">> & { readonly run?: Partial<ScenarioRunFigures> };

/** A scenario of a run that completed all items successfully at 10 ms each, except for the overrides. */
export function runFigures(id: string, items: number, { run = {}, ...overrides }: RunFigures = {}): ScenarioFigures {
  const figures = { ...toFigures(id, items, items * 10, [], 0.95), itemsFailed: 0, ...overrides };
  return {
    ...figures,
    run: {
      status: "complete",
      failure: null,
      attempt: 1,
      batchSize: 10,
      concurrency: 1,
      distribution: "uniform",
      targetQuality: 0.9,
      errorTolerance: 0.05,
      timeBudgetMs: 60_000,
      stallLimitMs: 30_000,
      memoryLimitMb: 512,
      peakMemoryMb: 100,
      busyMs: figures.workMs,
      inputTokens: 0,
      outputTokens: 0,
      faults: [],
      batchFailures: [],
      itemErrors: [],
      pauses: [],
      endedAtMs: figures.elapsedMs,
      waitedMs: 0,
      ...run,
    },
  };
}

/** A scenario that failed with this error after half of its items. */
export function failedFigures(
  id: string,
  items: number,
  failure: NonNullable<ScenarioRunFigures["failure"]>,
  run: Partial<ScenarioRunFigures> = {},
): ScenarioFigures {
  return runFigures(id, items, {
    itemsDone: items / 2,
    elapsedMs: items * 5,
    workMs: items * 5,
    run: { status: "failed", failure, endedAtMs: items * 5, ...run },
  });
}

export function batchFailure(fromItem: number, overrides: Partial<BatchFailure> = {}): BatchFailure {
  const kind = "exception" as const;
  return {
    fromItem,
    toItem: fromItem + 10,
    kind,
    message: "broken",
    tries: 1,
    atMs: 1_000,
    outcome: "lost",
    ...overrides,
  };
}

/** A scenario at 10 ms an item in forty stretches of quality .95, slowed down by a fault from … to, in run time. */
export function harmedFigures(
  id: string,
  items: number,
  [fromMs, toMs]: readonly [number, number],
  { run = {}, ...overrides }: RunFigures = {},
): ScenarioFigures {
  const points = Array.from({ length: 40 }, (_, i) => {
    const workMs = (i + 1) * items * 0.25;
    return { itemsDone: ((i + 1) * items) / 40, workMs, atMs: workMs, quality: 0.95 };
  });
  return runFigures(id, items, { points, ...overrides, run: { faults: [{ fault: "slow", fromMs, toMs }], ...run } });
}
