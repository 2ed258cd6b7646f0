import { and, desc, eq, gte, lt, sql, type AnyColumn, type SQL } from "drizzle-orm";
import { runs, runSearch } from "../../../drizzle/schema/index.ts";
import type { RunFilter } from "../../core/ports/run-store.ts";

/** A run's place in the order of lists. */
export type ListPosition = { readonly createdAt: string; readonly id: string };
type List = { readonly id: AnyColumn; readonly createdAt: AnyColumn };

/** Without a filter that has an index of its own. */
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

/** What has to be equal; there is an index for each choice of these. */
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

export function isAfter(place: ListPosition | null, { createdAt, id }: List): SQL | undefined {
  return place === null ? undefined : sql`(${createdAt}, ${id}) < (${place.createdAt}::timestamptz, ${place.id})`;
}

/** The runs of a page, newest first, from an index that gives them in this order. */
export function inOrder(filter: RunFilter, after: ListPosition | null) {
  const equal = matches(filter);
  const list = equal.length === 0 ? all : filtered;
  const where = and(...equal, ...isWithin(filter, list.createdAt), isAfter(after, list));
  return { list, where, order: [desc(list.createdAt), desc(list.id)] };
}
