import type { RunListItem } from "../../core/ports/run-store.ts";
import { ok } from "../../core/kit/result.ts";
import type { OperationContext } from "../context.ts";
import { getStage } from "../stage/get-stage.ts";
import type { OperationResult } from "../outcomes.ts";
import { isRunOver } from "../../core/run/run-status.ts";

/** The unfinished run on stage; null when the stage is free. */
export async function getLiveRun(ctx: OperationContext): Promise<OperationResult<RunListItem | null>> {
  const stage = await getStage(ctx);
  if (!stage.ok) return stage;
  const run = stage.value.runId === null ? null : await ctx.runs.get(stage.value.runId);
  return ok(run === null || isRunOver(run.status) ? null : run);
}
