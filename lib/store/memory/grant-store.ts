import type { Grant, GrantEnd, GrantStore } from "../../core/ports/run-store.ts";
import type { MemoryDatabase, MemoryGrant } from "./memory-database.ts";

export function createMemoryGrantStore(database: MemoryDatabase): GrantStore {
  const rows = database.grants;
  const isValid = (row: MemoryGrant) =>
    row.revokedMs === null && (row.expiresAt === null || Date.parse(row.expiresAt) > database.nowMs());

  function findEnd(secretHash: string): GrantEnd | null {
    const row = [...rows.values()].find((candidate) => candidate.secretHash === secretHash);
    if (row === undefined) return "expired";
    const parent = row.parentId === null ? undefined : rows.get(row.parentId);
    if (parent === undefined ? row.revokedMs !== null && row.kind === "key" : parent.revokedMs !== null)
      return "revoked";
    if (row.revokedMs !== null) return "signed-out";
    return isValid(row) && (parent === undefined || isValid(parent)) ? null : "expired";
  }

  return {
    async add(grant) {
      const taken = rows.has(grant.id) || [...rows.values()].some((row) => row.secretHash === grant.secretHash);
      if (taken) throw new Error(`Grant ${grant.id} or its secret exists already`);
      rows.set(grant.id, { ...grant, revokedMs: null });
    },
    async findBySecretHash(secretHash) {
      const row = [...rows.values()].find((candidate) => candidate.secretHash === secretHash);
      const parent = row?.parentId == null ? undefined : rows.get(row.parentId);
      return row !== undefined && isValid(row) && (parent === undefined || isValid(parent)) ? toGrant(row) : null;
    },
    async findEnded(secretHashes) {
      const ends = secretHashes.map((hash) => [hash, findEnd(hash)] as const);
      return new Map(ends.flatMap(([hash, end]) => (end === null ? [] : [[hash, end]])));
    },
    async revoke(id) {
      for (const row of rows.values()) if (row.id === id || row.parentId === id) row.revokedMs ??= database.nowMs();
    },
    list: async () => [...rows.values()].filter(isValid).map(toGrant),
  };
}

function toGrant({ id, role, label, kind, expiresAt }: MemoryGrant): Grant {
  return { id, role, label, kind, expiresAt };
}
