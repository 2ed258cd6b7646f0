import type { JsonObject } from "../../core/kit/json.ts";
import type { InputHead } from "../../core/ports/input-store.ts";
import { ok } from "../../core/kit/result.ts";
import type { OperationContext } from "../context.ts";
import { notFound, refuseUnlessReader, type OperationResult } from "../outcomes.ts";
import { isRunId } from "./storable.ts";

const PREVIEW_ROWS = 5;
export const UNKNOWN_INPUT = "No such input; upload the file first.";

/** An input and its first rows. */
export async function getInput(
  ctx: OperationContext,
  id: string,
): Promise<OperationResult<InputHead & { readonly preview: readonly JsonObject[] }>> {
  const refusal = refuseUnlessReader(ctx);
  if (refusal) return refusal;
  const input = isRunId(id) ? await ctx.inputs.get(id) : null;
  if (input === null) return notFound(UNKNOWN_INPUT);
  return ok({ ...input, preview: (await ctx.inputs.readRows(id, PREVIEW_ROWS)) ?? [] });
}
