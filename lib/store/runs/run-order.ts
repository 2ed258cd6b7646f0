import { and, desc, eq, gte, lt, sql, type AnyColumn, type SQL } from "drizzle-orm";
import { runs, runSearch } from "../../../drizzle/schema/index.ts";
import type { RunFilter } from "../../core/ports/run-store.ts";

/** A run's position in the list order. */
export type ListPosition = { readonly createdAt: string; readonly id: string };
type List = { readonly id: AnyColumn; readonly createdAt: AnyColumn };

/** For lists without an indexed filter. */
export const all = {
  table: runSearch,
  id: runSearch.runId,
  createdAt: runSearch.createdAt,
  document: runSearch.document,
};
const filtered = {
  table: runs,
  id: runs.id,
  createdAt: runs.createdAt,
  document: sql<string>`lower(${runs.title} || chr(10) || ${runs.skillId} || chr(10) || ${runs.id})`,
};

/** Equality filters; each combination has an index. */
export function matches({ skillId, sync, status }: RunFilter): SQL[] {
  return [
    ...(skillId === undefined ? [] : [eq(runs.skillId, skillId)]),
    ...(sync === undefined ? [] : [eq(runs.sync, sync)]),
    ...(status === undefined ? [] : [eq(runs.status, status)]),
  ];
}

export function isWithin({ createdFrom, createdTo }: RunFilter, createdAt: AnyColumn): SQL[] {
  return [
    ...(createdFrom === undefined ? [] : [gte(createdAt, new Date(createdFrom))]),
    ...(createdTo === undefined ? [] : [lt(createdAt, new Date(createdTo))]),
  ];
}

export function isAfter(position: ListPosition | null, { createdAt, id }: List): SQL | undefined {
  return position === null
    ? undefined
    : sql`(${createdAt}, ${id}) < (${position.createdAt}::timestamptz, ${position.id})`;
}

/** The order of lists, newest first, from an index in the same order. */
export function inOrder(filter: RunFilter, after: ListPosition | null) {
  const equal = matches(filter);
  const list = equal.length === 0 ? all : filtered;
  const where = and(...equal, ...isWithin(filter, list.createdAt), isAfter(after, list));
  return { list, where, order: [desc(list.createdAt), desc(list.id)] };
}
