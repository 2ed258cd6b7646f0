import type { EventLog } from "../../lib/core/ports/event-log.ts";
import { foldRun } from "../../lib/core/reduce/reduce.ts";
import type { RunState } from "../../lib/core/run/state.ts";
import { AT, PRESENTER } from "./spec.ts";

/** A fact that web writes beside the runner. */
export async function appendForeign(log: EventLog, runId: string, number: number, atMs = 0): Promise<void> {
  await log.appendStageFact(runId, {
    type: "command.refused",
    commandId: `foreign_${number}`,
    command: "retry",
    code: "already-ended",
    message: "",
    scenarioId: null,
    percent: null,
    atMs,
    at: AT,
    actor: PRESENTER,
  });
}

export async function foldUpTo(log: EventLog, runId: string, seq: number): Promise<RunState | null> {
  return foldRun(await log.read(runId, 0, seq));
}

/** Every full-state checkpoint of the run, oldest first. */
export async function readSnapshots(log: EventLog, runId: string): Promise<RunState[]> {
  const snapshots: RunState[] = [];
  for (
    let latest = await log.readSnapshot(runId);
    latest !== null;
    latest = await log.readSnapshot(runId, latest.lastSeq - 1)
  )
    snapshots.unshift(latest);
  return snapshots;
}
