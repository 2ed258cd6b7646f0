import type { Grant, GrantEnd, GrantStore } from "../../core/ports/run-store.ts";
import type { MemoryDatabase } from "./memory-database.ts";

type Row = Grant & { readonly secretHash: string; readonly parentId: string | null; revoked: boolean };

export function createMemoryGrantStore(database: MemoryDatabase): GrantStore {
  const rows = new Map<string, Row>();
  const isValid = (row: Row) =>
    !row.revoked && (row.expiresAt === null || Date.parse(row.expiresAt) > database.nowMs());

  function findEnd(secretHash: string): GrantEnd | null {
    const row = [...rows.values()].find((candidate) => candidate.secretHash === secretHash);
    if (row === undefined) return "expired";
    const parent = row.parentId === null ? undefined : rows.get(row.parentId);
    if (parent === undefined ? row.revoked && row.kind === "key" : parent.revoked) return "revoked";
    if (row.revoked) return "signed-out";
    return isValid(row) && (parent === undefined || isValid(parent)) ? null : "expired";
  }

  return {
    async add(grant) {
      const taken = rows.has(grant.id) || [...rows.values()].some((row) => row.secretHash === grant.secretHash);
      if (taken) throw new Error(`Grant ${grant.id} or its secret exists already`);
      rows.set(grant.id, { ...grant, revoked: false });
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
      for (const row of rows.values()) if (row.id === id || row.parentId === id) row.revoked = true;
    },
    list: async () => [...rows.values()].filter(isValid).map(toGrant),
  };
}

function toGrant({ id, role, label, kind, expiresAt }: Row): Grant {
  return { id, role, label, kind, expiresAt };
}
