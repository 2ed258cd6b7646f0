import type { ScenarioTotals } from "../../core/run/totals.ts";
import type { RunStatus, ScenarioStatus } from "../../core/run/statuses.ts";
import type { NewRunEvent } from "../../core/run/events.ts";
import { storesProgress } from "../../core/reduce/progress.ts";
import type { Append } from "../../core/ports/event-log.ts";

/** The changes of an append to the columns that lists read; null leaves a column unchanged. */
export type RunPatch = {
  readonly runMs: number;
  readonly status: RunStatus | null;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  /** the run was reopened, so its end no longer applies */
  readonly isReopened: boolean;
  /** crashes that count from now on: none after progress, else what a recovery has found */
  readonly crashCount: number | null;
  readonly scenarios: readonly ScenarioPatch[];
};

export type ScenarioPatch = {
  readonly scenarioId: string;
  readonly status: ScenarioStatus | null;
  readonly attempt: number | null;
  readonly totals: ScenarioTotals | null;
  readonly items: number | null;
};

/** Denormalises appended facts. Totals are cumulative, so the last fact of each scenario is enough. */
export function computeRunPatch(appends: readonly Append[]): RunPatch {
  const events = appends.flatMap((append) => append.events);
  const last = events.findLast((event) => event.type === "run.finished" || event.type === "run.reopened");
  const recovered = events.findLast((event) => event.type === "run.recovered");
  const finished = last?.type === "run.finished" ? last : null;
  const scenarios = new Map<string, ScenarioPatch>();
  for (const event of events) addScenarioPatch(scenarios, event);
  return {
    runMs: events.reduce((latest, event) => Math.max(latest, event.atMs), 0),
    status: finished?.status ?? appends.findLast((append) => append.status !== undefined)?.status ?? null,
    startedAt: events.find((event) => event.type === "run.started")?.at ?? null,
    finishedAt: finished?.at ?? null,
    isReopened: last?.type === "run.reopened",
    crashCount: appends.some(storesProgress) ? 0 : (recovered?.crashes ?? null),
    scenarios: [...scenarios.values()],
  };
}

function addScenarioPatch(scenarios: Map<string, ScenarioPatch>, event: NewRunEvent): void {
  for (const change of scenarioChanges(event)) {
    const before = scenarios.get(change.scenarioId) ?? { status: null, attempt: null, totals: null, items: null };
    scenarios.set(change.scenarioId, { ...before, ...change });
  }
}

type ScenarioChange = Pick<ScenarioPatch, "scenarioId"> & Partial<ScenarioPatch>;

function scenarioChanges(event: NewRunEvent): readonly ScenarioChange[] {
  if (event.type === "run.sizes-fitted") return event.scenarios.map(({ scenarioId, items }) => ({ scenarioId, items }));
  const change = scenarioChange(event);
  return change === null ? [] : [change];
}

function scenarioChange(event: NewRunEvent): ScenarioChange | null {
  switch (event.type) {
    case "scenario.started":
      return { scenarioId: event.scenarioId, status: "running", attempt: event.attempt };
    case "scenario.retried":
      return { scenarioId: event.scenarioId, status: "pending", attempt: event.attempt, totals: event.totals };
    case "scenario.progressed":
      return { scenarioId: event.scenarioId, attempt: event.attempt, totals: event.totals };
    case "milestone.reached":
      return { scenarioId: event.scenarioId, totals: event.totals };
    case "scenario.paused":
      return { scenarioId: event.scenarioId, status: "paused" };
    case "scenario.resumed":
      return { scenarioId: event.scenarioId, status: "running" };
    case "scenario.completed":
      return { scenarioId: event.scenarioId, status: "complete", totals: event.totals };
    case "scenario.failed":
      return { scenarioId: event.scenarioId, status: "failed", totals: event.totals };
    case "scenario.cancelled":
      return { scenarioId: event.scenarioId, status: "cancelled", totals: event.totals };
    default:
      return null;
  }
}
