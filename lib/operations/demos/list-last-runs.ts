import type { Demo, LastRun } from "../../core/ports/run-store.ts";
import { ok } from "../../core/kit/result.ts";
import type { OperationContext } from "../context.ts";
import { refuseUnlessReader, type OperationResult } from "../outcomes.ts";

/** The latest complete run of each of these demos, by demo id. */
export async function listLastRuns(
  ctx: OperationContext,
  demos: readonly Pick<Demo, "id" | "spec">[],
): Promise<OperationResult<ReadonlyMap<string, LastRun>>> {
  const refusal = refuseUnlessReader(ctx);
  return refusal ?? ok(await ctx.runs.findLastRuns(demos.map(({ id, spec }) => ({ id, skillId: spec.skillId }))));
}
