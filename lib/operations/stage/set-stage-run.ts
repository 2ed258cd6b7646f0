import type { Stage } from "../../core/ports/stage-store.ts";
import { ok } from "../../core/kit/result.ts";
import type { OperationContext } from "../context.ts";
import { ensureStage } from "./get-stage.ts";
import { notFound, refuseUnlessPresenter, type OperationResult, UNKNOWN_RUN } from "../outcomes.ts";
import { isRunId } from "../inputs/storable.ts";
import { unlessDeleted } from "../unless-deleted.ts";

/** Puts a run on stage: everybody who joined with the code sees that run from now on. */
export async function setStageRun(ctx: OperationContext, runId: string): Promise<OperationResult<Stage>> {
  const refusal = refuseUnlessPresenter(ctx, "choose the run on stage");
  if (refusal) return refusal;
  if (!isRunId(runId) || (await ctx.runs.get(runId)) === null) return notFound(UNKNOWN_RUN);
  return await unlessDeleted(ctx, runId, async () => {
    const stage = await ensureStage(ctx);
    await ctx.stages.setRun(stage.id, runId);
    return ok({ ...stage, runId });
  });
}
