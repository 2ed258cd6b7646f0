import type { Actor } from "../core/run/actor.ts";
import type { Grant, GrantStore } from "../core/ports/run-store.ts";
import { hashSecret } from "./secrets.ts";

export const ANONYMOUS: Actor = { role: "audience", name: "anonymous" };

/** What a cookie or a key stands for at this moment; null when it is none, expired or revoked. */
export async function findGrant(grants: GrantStore, secret: string | null, kind: Grant["kind"]): Promise<Grant | null> {
  if (secret === null || secret.length === 0 || secret.length > 200) return null;
  const grant = await grants.findBySecretHash(hashSecret(secret));
  return grant?.kind === kind ? grant : null;
}

/** Who acts through a door ("console", "api"). Without a grant: the audience, which may do nothing. */
export function toActor(grant: Grant | null, door: string): Actor {
  return grant === null ? ANONYMOUS : { role: grant.role, name: door };
}

/** The key of an `Authorization: Bearer` header; null without one. */
export function bearerKey(header: string | undefined): string | null {
  const match = /^Bearer ([A-Za-z0-9._~+/=-]{1,200})$/i.exec(header ?? "");
  return match?.[1] ?? null;
}
