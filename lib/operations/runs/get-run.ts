import { ok } from "../../core/kit/result.ts";
import type { RunState } from "../../core/run/state.ts";
import type { OperationContext } from "../context.ts";
import { notFound, refuseUnlessReader, type OperationResult, UNKNOWN_RUN } from "../outcomes.ts";
import { isRunId } from "../inputs/storable.ts";

/** The current state of a run, folded from its facts. */
export async function getRun(ctx: OperationContext, runId: string): Promise<OperationResult<RunState>> {
  const refusal = refuseUnlessReader(ctx);
  if (refusal) return refusal;
  const state = isRunId(runId) ? await ctx.log.readState(runId) : null;
  return state === null ? notFound(UNKNOWN_RUN) : ok(state);
}
