import type { OperationContext } from "../context.ts";
import { notFound, refuseUnlessPresenter, type OperationResult, UNKNOWN_RUN } from "../outcomes.ts";
import { startRun, type StartedRun } from "./start-run.ts";
import { isRunId } from "../inputs/storable.ts";
import { toStartRunInput } from "./to-start-run-input.ts";

/** Starts a new run with the settings, seed and data of an earlier one. */
export async function startAgain(ctx: OperationContext, runId: string): Promise<OperationResult<StartedRun>> {
  const refusal = refuseUnlessPresenter(ctx, "start a run");
  if (refusal) return refusal;
  const state = isRunId(runId) ? await ctx.log.readState(runId) : null;
  return state === null ? notFound(UNKNOWN_RUN) : startRun(ctx, { ...toStartRunInput(state.spec), onStage: true });
}
