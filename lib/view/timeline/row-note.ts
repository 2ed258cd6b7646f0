import type { RunState, ScenarioState } from "../../core/run/state.ts";
import { isEnded } from "../../core/run/statuses.ts";
import { FAULT_LABELS } from "../../core/words/names.ts";
import { selectLaterFault } from "../format/faults.ts";
import { rowNoteText } from "../text/run.ts";

/** A short note below a scenario's figures. */
export type RowNote = { readonly kind: "retry" | "fault" | "stall" | "load"; readonly text: string };

/** A scenario's retry, fault, stall or reduced load, short enough for its row; null without any. */
export function selectRowNote(state: RunState, scenarioId: string, nowMs: number): RowNote | null {
  const scenario = state.scenarios.find(({ id }) => id === scenarioId);
  if (scenario === undefined || isEnded(scenario)) return null;
  return (
    noteRetry(state, scenario, nowMs) ?? noteFault(scenario) ?? noteStall(scenario, nowMs) ?? noteLoad(state, scenario)
  );
}

function noteRetry({ spec }: RunState, { brokenBatches }: ScenarioState, nowMs: number): RowNote | null {
  const next = brokenBatches
    .filter((batch) => batch.next === "automatic")
    .toSorted((a, b) => (a.retryAtMs ?? 0) - (b.retryAtMs ?? 0))[0];
  if (next === undefined) return null;
  const leftMs = (next.retryAtMs ?? 0) - nowMs;
  const [attempt, of] = [next.tries + 1, spec.retry.limit + 1];
  const seconds = (Math.ceil(leftMs / 100) / 10).toFixed(1);
  const text = leftMs > 0 ? rowNoteText.retryIn(attempt, of, seconds) : rowNoteText.retryNow(attempt, of);
  return { kind: "retry", text };
}

function noteFault(scenario: ScenarioState): RowNote | null {
  const text = selectLaterFault(scenario) ?? (scenario.fault === null ? null : FAULT_LABELS[scenario.fault]);
  return text === null ? null : { kind: "fault", text };
}

function noteStall({ stalledSinceMs }: ScenarioState, nowMs: number): RowNote | null {
  if (stalledSinceMs === null) return null;
  return { kind: "stall", text: rowNoteText.stalled(Math.max(0, Math.round((nowMs - stalledSinceMs) / 1_000))) };
}

function noteLoad({ spec, triedReducedLoad }: RunState, { id, attempt, load }: ScenarioState): RowNote | null {
  if (!triedReducedLoad || attempt === 1) return null;
  const planned = spec.scenarios.find((scenario) => scenario.id === id);
  return planned !== undefined && load.batchSize < planned.batchSize
    ? { kind: "load", text: rowNoteText.reducedBatches(load.batchSize) }
    : null;
}
