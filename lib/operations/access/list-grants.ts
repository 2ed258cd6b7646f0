import type { Grant } from "../../core/ports/run-store.ts";
import { ok } from "../../core/kit/result.ts";
import type { OperationContext } from "../context.ts";
import { refuseUnlessPresenter, type OperationResult } from "../outcomes.ts";

/** Keys and sessions that are currently valid. */
export async function listGrants(ctx: OperationContext): Promise<OperationResult<Grant[]>> {
  const refusal = refuseUnlessPresenter(ctx, "see who has access");
  return refusal ?? ok(await ctx.grants.list());
}
