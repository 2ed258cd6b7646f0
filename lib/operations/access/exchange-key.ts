import { z } from "zod";
import { hashSecret, newSecret } from "../../access/secrets.ts";
import type { GrantRole } from "../../core/ports/run-store.ts";
import { ok } from "../../core/kit/result.ts";
import type { OperationContext } from "../context.ts";
import { refuse, type OperationResult } from "../outcomes.ts";

const SESSION_DAYS = 14;
const DAY_MS = 86_400_000;

export const ExchangeKeyInput = z.strictObject({ key: z.string().min(1).max(200) });

export type NewSession = { readonly secret: string; readonly role: GrantRole; readonly expiresAt: string };

/** Exchanges a key for a session that expires with the key. The only operation without an actor check: the key is the proof. */
export async function exchangeKey(
  { grants, clock, newId }: Pick<OperationContext, "grants" | "clock" | "newId">,
  rawInput: unknown,
): Promise<OperationResult<NewSession>> {
  const input = ExchangeKeyInput.safeParse(rawInput);
  if (!input.success) return refuse("invalid-input", 'Send the key as {"key": "…"}.');
  const parent = await grants.findBySecretHash(hashSecret(input.data.key.trim()));
  // a session secret is not accepted as a key, so a cookie cannot extend its own lifetime
  if (parent === null || parent.kind !== "key")
    return refuse("unauthenticated", "This key is invalid, expired or revoked.");
  const longestMs = clock.wallTime().getTime() + SESSION_DAYS * DAY_MS;
  const expiresAt = new Date(
    Math.min(longestMs, parent.expiresAt === null ? longestMs : Date.parse(parent.expiresAt)),
  ).toISOString();
  const secret = newSecret();
  const { role, label, id: parentId } = parent;
  await grants.add({
    id: newId("grant"),
    role,
    label,
    kind: "session",
    expiresAt,
    secretHash: hashSecret(secret),
    parentId,
  });
  return ok({ secret, role, expiresAt });
}
