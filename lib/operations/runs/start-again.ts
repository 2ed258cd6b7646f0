import type { OperationContext } from "../context.ts";
import { notFound, refuseUnlessPresenter, type OperationResult, UNKNOWN_RUN } from "../outcomes.ts";
import { startRun, type StartedRun } from "./start-run.ts";
import { isRunId } from "../inputs/storable.ts";
import { toStartRunInput } from "./to-start-run-input.ts";

/** Starts a new run with the settings, seed and data of an earlier one, and with its sizes where they were fitted. */
export async function startAgain(ctx: OperationContext, runId: string): Promise<OperationResult<StartedRun>> {
  const refusal = refuseUnlessPresenter(ctx, "start a run");
  if (refusal) return refusal;
  const state = isRunId(runId) ? await ctx.log.readState(runId) : null;
  if (state === null) return notFound(UNKNOWN_RUN);
  const isFitted = state.sizesFitted !== undefined && state.sizesFitted.failure === null;
  const lengthSeconds = isFitted ? null : (state.spec.lengthSeconds ?? null);
  return startRun(ctx, { ...toStartRunInput(state.spec), lengthSeconds, onStage: true });
}
