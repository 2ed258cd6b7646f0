import { computeQueueWait, MAX_AHEAD, type QueueWait } from "../../core/run/queue-wait.ts";
import type { RunState } from "../../core/run/state.ts";
import type { OperationContext } from "../context.ts";

/** Why a run has not started; null unless it is queued. Call only for a run that the actor may read. */
export async function getQueueWait(
  { runs, freeSlots }: Pick<OperationContext, "runs" | "freeSlots">,
  { runId, status }: Pick<RunState, "runId" | "status">,
): Promise<QueueWait | null> {
  if (status !== "queued") return null;
  return computeQueueWait(
    freeSlots === undefined ? "unknown" : freeSlots(),
    (await runs.findQueuedBefore(runId, MAX_AHEAD)).length,
  );
}
