import { eq, inArray, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { accessGrants } from "../../../drizzle/schema/index.ts";
import type { Grant, GrantEnd } from "../../core/ports/run-store.ts";
import type { DrizzleClient } from "../connection/clients.ts";
import { withDeadline } from "../connection/errors.ts";

const DEADLINE_MS = 5_000;

type State = Pick<Grant, "kind"> & { revoked: boolean; parentRevoked: boolean; expired: boolean };

/** GrantStore.findEnded. */
export async function findEndedGrants(
  db: DrizzleClient,
  secretHashes: readonly string[],
): Promise<ReadonlyMap<string, GrantEnd>> {
  if (secretHashes.length === 0) return new Map();
  const parent = alias(accessGrants, "parent");
  const isExpired = ({ expiresAt }: typeof accessGrants | typeof parent) => sql`coalesce(${expiresAt} <= now(), false)`;
  const rows = db
    .select({
      secretHash: accessGrants.secretHash,
      kind: accessGrants.kind,
      revoked: sql<boolean>`${accessGrants.revokedAt} is not null`,
      parentRevoked: sql<boolean>`${parent.revokedAt} is not null`,
      expired: sql<boolean>`${isExpired(accessGrants)} or ${isExpired(parent)}`,
    })
    .from(accessGrants)
    .leftJoin(parent, eq(parent.id, accessGrants.parentId))
    .where(inArray(accessGrants.secretHash, [...secretHashes]));
  const found = new Map((await withDeadline("check sessions", rows, DEADLINE_MS)).map((row) => [row.secretHash, row]));
  const ends = secretHashes.map((hash) => [hash, toEnd(found.get(hash))] as const);
  return new Map(ends.flatMap(([hash, end]) => (end === null ? [] : [[hash, end]])));
}

/** Revoking a key revokes its sessions too, so the key's own state decides first. */
function toEnd(state: State | undefined): GrantEnd | null {
  if (state === undefined) return "expired";
  if (state.parentRevoked || (state.revoked && state.kind === "key")) return "revoked";
  if (state.revoked) return "signed-out";
  return state.expired ? "expired" : null;
}
