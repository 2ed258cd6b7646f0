import { z } from "zod";
import type { RunEvent } from "../../core/run/events.ts";
import { ok } from "../../core/kit/result.ts";
import type { OperationContext } from "../context.ts";
import { invalidInput, notFound, refuseUnlessReader, type OperationResult, UNKNOWN_RUN } from "../outcomes.ts";
import { isRunId } from "../inputs/storable.ts";

/** largest value of a PostgreSQL integer */
const MAX_SEQ = 2_147_483_647;

export const ReadEventsInput = z.strictObject({
  after: z.coerce.number().int().min(0).max(MAX_SEQ).default(0).describe("events with a greater seq"),
  limit: z.coerce.number().int().min(1).max(5_000).default(1_000),
});

/** Events of a run after a seq, ascending. `lastSeq` is the last one returned (or `after`): pass it as `after` for the next page. */
export async function readEvents(
  ctx: OperationContext,
  runId: string,
  rawInput: unknown,
): Promise<OperationResult<{ readonly events: RunEvent[]; readonly lastSeq: number }>> {
  const refusal = refuseUnlessReader(ctx);
  if (refusal) return refusal;
  const input = ReadEventsInput.safeParse(rawInput);
  if (!input.success) return invalidInput(input.error);
  if (!isRunId(runId)) return notFound(UNKNOWN_RUN);
  const { after, limit } = input.data;
  const events = await ctx.log.read(runId, after, limit);
  if (events.length === 0 && (await ctx.runs.get(runId)) === null) return notFound(UNKNOWN_RUN);
  return ok({ events, lastSeq: events.at(-1)?.seq ?? after });
}
