import { ok } from "../../core/kit/result.ts";
import type { OperationContext } from "../context.ts";
import { isRunId } from "../inputs/storable.ts";
import { notFound, refuse, refuseUnlessPresenter, type OperationResult, UNKNOWN_RUN } from "../outcomes.ts";

const NOT_ENDED = "This run has not ended. Cancel it first, then delete it.";

/** Deletes an ended run with its facts, results and checkpoints. There is no way back. */
export async function deleteRun(
  ctx: OperationContext,
  runId: string,
): Promise<OperationResult<{ readonly id: string }>> {
  const refusal = refuseUnlessPresenter(ctx, "delete a run");
  if (refusal) return refusal;
  const outcome = isRunId(runId) ? await ctx.runs.remove(runId) : "unknown";
  if (outcome === "unknown") return notFound(UNKNOWN_RUN);
  return outcome === "in-use" ? refuse("conflict", NOT_ENDED) : ok({ id: runId });
}
