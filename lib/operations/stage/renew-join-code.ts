import { newJoinCode } from "../../access/join-code.ts";
import type { Stage } from "../../core/ports/stage-store.ts";
import { ok } from "../../core/kit/result.ts";
import type { OperationContext } from "../context.ts";
import { ensureStage } from "./get-stage.ts";
import { refuseUnlessPresenter, type OperationResult } from "../outcomes.ts";

/** A new join code; the old one stops working at once. */
export async function renewJoinCode(ctx: OperationContext): Promise<OperationResult<Stage>> {
  const refusal = refuseUnlessPresenter(ctx, "renew the join code");
  if (refusal) return refusal;
  const stage = await ensureStage(ctx);
  return ok(await ctx.stages.renewCode(stage.id, newJoinCode));
}
