import { ok } from "../../core/kit/result.ts";
import type { OperationContext } from "../context.ts";
import { notFound, refuseUnlessPresenter, type OperationResult } from "../outcomes.ts";

/** Revokes a key together with its sessions, or a single session. */
export async function revokeGrant(
  ctx: OperationContext,
  grantId: string,
): Promise<OperationResult<{ readonly id: string }>> {
  const refusal = refuseUnlessPresenter(ctx, "revoke access");
  if (refusal) return refusal;
  if (!(await ctx.grants.list()).some(({ id }) => id === grantId)) return notFound("No such key or session.");
  await ctx.grants.revoke(grantId);
  return ok({ id: grantId });
}
