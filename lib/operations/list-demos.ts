import type { Demo } from "../core/ports/run-store.ts";
import { ok } from "../core/result.ts";
import type { OperationContext } from "./context.ts";
import { refuseUnlessReader, type OperationResult } from "./outcomes.ts";

/** Saved demos, samples first as the store orders them. */
export async function listDemos(ctx: OperationContext): Promise<OperationResult<Demo[]>> {
  const refusal = refuseUnlessReader(ctx);
  return refusal ?? ok(await ctx.demos.list());
}
