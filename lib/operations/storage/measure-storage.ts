import type { StorageSize } from "../../core/ports/storage.ts";
import { ok } from "../../core/kit/result.ts";
import type { OperationContext } from "../context.ts";
import { refuseUnlessPresenter, type OperationResult } from "../outcomes.ts";

/** What takes space in the database. */
export async function measureStorage(ctx: OperationContext): Promise<OperationResult<StorageSize>> {
  return refuseUnlessPresenter(ctx, "see what takes space") ?? ok(await ctx.storage.measure());
}
