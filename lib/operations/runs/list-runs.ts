import { z } from "zod";
import { SYNC_MODES } from "../../core/run/spec.ts";
import { RUN_STATUSES } from "../../core/run/statuses.ts";
import { ok } from "../../core/kit/result.ts";
import type { RunFilter, RunListItem } from "../../core/ports/run-store.ts";
import type { OperationContext } from "../context.ts";
import { invalidInput, refuse, refuseUnlessReader, type OperationResult } from "../outcomes.ts";
import { storableText } from "../inputs/storable.ts";

const moment = z.iso
  .datetime({ offset: true, abort: true, error: "must be a time such as 2026-05-01T12:00:00Z" })
  // PostgreSQL has no year 0, and an offset may lead into the year 10000
  .refine((text) => /^(?!0000)\d{4}-/.test(new Date(text).toISOString()), "must be in the years 0001 to 9999, in UTC");

export const ListRunsInput = z.strictObject({
  skill: storableText.max(64).optional(),
  sync: z.enum(SYNC_MODES).optional(),
  status: z.enum(RUN_STATUSES).optional(),
  search: storableText.trim().max(120).optional().describe("matches title, skill and id"),
  createdFrom: moment.optional(),
  createdTo: moment.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: storableText.max(200).nullable().default(null),
});

/** Runs, newest first, in keyset pages. */
export async function listRuns(
  ctx: OperationContext,
  rawInput: unknown,
): Promise<OperationResult<{ readonly items: RunListItem[]; readonly nextCursor: string | null }>> {
  const refusal = refuseUnlessReader(ctx);
  if (refusal) return refusal;
  const input = ListRunsInput.safeParse(rawInput);
  if (!input.success) return invalidInput(input.error);
  const { limit, cursor, skill, ...wanted } = input.data;
  try {
    return ok(await ctx.runs.list(toFilter({ ...wanted, skillId: skill }), { limit, cursor }));
  } catch (error) {
    if (isInvalidCursor(error)) return refuse("invalid-input", "cursor: no such page; start from the first one");
    throw error;
  }
}

/** Compares the code, because class identity does not survive bundling. */
function isInvalidCursor(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "invalid-cursor";
}

function toFilter(wanted: { readonly [Key in keyof RunFilter]: RunFilter[Key] | undefined }): RunFilter {
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined && value !== ""));
}
