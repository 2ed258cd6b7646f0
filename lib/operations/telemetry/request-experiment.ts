import { ok } from "../../core/kit/result.ts";
import { LANGFUSE } from "../../telemetry-settings.ts";
import type { OperationContext } from "../context.ts";
import { refuse, refuseUnlessPresenter, type OperationResult } from "../outcomes.ts";
import { getRunExports } from "./get-run-exports.ts";

const NOTHING = "This run has no answers of a judge that can be sent to Langfuse.";
const UNDER_WAY = "This experiment is already being sent.";

/** Asks for the judge's answers of a run to be sent to Langfuse as an experiment. The telemetry process sends it. */
export async function requestExperiment(
  ctx: OperationContext,
  runId: string,
): Promise<OperationResult<{ readonly runId: string }>> {
  const refusal = refuseUnlessPresenter(ctx, "send an experiment");
  if (refusal) return refusal;
  const exports = await getRunExports(ctx, runId);
  if (!exports.ok) return exports;
  if (exports.value?.hasExperiment !== true) return refuse("conflict", NOTHING);
  const isRequested = await ctx.telemetry?.experiments.request(LANGFUSE, runId, ctx.clock.wallTime().toISOString());
  return isRequested === true ? ok({ runId }) : refuse("conflict", UNDER_WAY);
}
