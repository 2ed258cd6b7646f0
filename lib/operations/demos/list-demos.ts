import type { Demo } from "../../core/ports/run-store.ts";
import { ok } from "../../core/kit/result.ts";
import type { OperationContext } from "../context.ts";
import { refuseUnlessReader, type OperationResult } from "../outcomes.ts";
import { listFolderDemos } from "./folder-demos.ts";
import { orderDemos } from "./sample-titles.ts";

/** All demos: the bundled samples, then those of the operator's skills. */
export async function listDemos(ctx: OperationContext): Promise<OperationResult<Demo[]>> {
  const refusal = refuseUnlessReader(ctx);
  return refusal ?? ok([...orderDemos(await ctx.demos.list()), ...listFolderDemos(ctx)]);
}
