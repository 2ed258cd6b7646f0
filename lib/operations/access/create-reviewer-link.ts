import { z } from "zod";
import { hashSecret, newSecret } from "../../access/secrets.ts";
import { ok } from "../../core/kit/result.ts";
import type { OperationContext } from "../context.ts";
import { invalidInput, refuseUnlessPresenter, type OperationResult } from "../outcomes.ts";
import { storableText } from "../inputs/storable.ts";

const HOUR_MS = 3_600_000;

const CreateReviewerLinkInput = z.strictObject({
  label: storableText.trim().min(1).max(80).default("Reviewer"),
  validHours: z
    .number()
    .int()
    .min(1)
    .max(24 * 365)
    .default(24 * 7),
});

/** Creates a read-only key. `key` is returned only here, because the database stores its hash. `path` is relative to the public address. */
export async function createReviewerLink(
  ctx: OperationContext,
  rawInput: unknown,
): Promise<
  OperationResult<{ readonly id: string; readonly key: string; readonly path: string; readonly expiresAt: string }>
> {
  const refusal = refuseUnlessPresenter(ctx, "create reviewer links");
  if (refusal) return refusal;
  const input = CreateReviewerLinkInput.safeParse(rawInput);
  if (!input.success) return invalidInput(input.error);
  const { label, validHours } = input.data;
  const id = ctx.newId("grant");
  const key = newSecret();
  const expiresAt = new Date(ctx.clock.wallTime().getTime() + validHours * HOUR_MS).toISOString();
  await ctx.grants.add({
    id,
    role: "reviewer",
    label,
    kind: "key",
    expiresAt,
    secretHash: hashSecret(key),
    parentId: null,
  });
  return ok({ id, key, path: `/enter#key=${key}`, expiresAt });
}
