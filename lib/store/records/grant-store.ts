import { and, asc, eq, gt, isNull, notExists, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { accessGrants } from "../../../drizzle/schema/index.ts";
import type { Grant, GrantStore } from "../../core/ports/run-store.ts";
import type { DrizzleClient } from "../connection/clients.ts";
import { withDeadline } from "../connection/errors.ts";
import { findEndedGrants } from "./ended-grants.ts";

export function createPostgresGrantStore(db: DrizzleClient): GrantStore {
  const parent = alias(accessGrants, "parent");
  const isValid = (grant: typeof accessGrants | typeof parent) =>
    and(isNull(grant.revokedAt), or(isNull(grant.expiresAt), gt(grant.expiresAt, sql`now()`)));
  const columns = {
    id: accessGrants.id,
    role: accessGrants.role,
    label: accessGrants.label,
    kind: accessGrants.kind,
    expiresAt: accessGrants.expiresAt,
  };

  return {
    async add({ id, role, label, kind, secretHash, parentId, expiresAt }) {
      const values = {
        id,
        role,
        label,
        kind,
        secretHash,
        parentId,
        expiresAt: expiresAt === null ? null : new Date(expiresAt),
      };
      await withDeadline("add a grant", db.insert(accessGrants).values(values));
    },

    async findBySecretHash(secretHash) {
      const endedParent = db
        .select({ id: parent.id })
        .from(parent)
        .where(and(eq(parent.id, accessGrants.parentId), sql`not (${isValid(parent)})`));
      const rows = db
        .select(columns)
        .from(accessGrants)
        .where(and(eq(accessGrants.secretHash, secretHash), isValid(accessGrants), notExists(endedParent)));
      const row = (await withDeadline("look a key up", rows, 5_000))[0];
      return row === undefined ? null : toGrant(row);
    },

    findEnded: (secretHashes) => findEndedGrants(db, secretHashes),

    async revoke(id) {
      const revoked = db
        .update(accessGrants)
        .set({ revokedAt: sql`coalesce(${accessGrants.revokedAt}, now())` })
        .where(or(eq(accessGrants.id, id), eq(accessGrants.parentId, id)));
      await withDeadline("revoke a grant", revoked);
    },

    async list() {
      const rows = db
        .select(columns)
        .from(accessGrants)
        .where(isValid(accessGrants))
        .orderBy(asc(accessGrants.createdAt), asc(accessGrants.id));
      return (await withDeadline("list grants", rows)).map(toGrant);
    },
  };
}

function toGrant(row: Omit<Grant, "expiresAt"> & { expiresAt: Date | null }): Grant {
  return { ...row, expiresAt: row.expiresAt?.toISOString() ?? null };
}
