import type { RunFilter } from "../../core/ports/run-store.ts";
import type { DrizzleClient } from "../connection/clients.ts";
import { withDeadline } from "../connection/errors.ts";
import { inOrder, type ListPosition } from "./run-order.ts";
import { createRunSearch } from "./search-runs.ts";

/** Ids of runs, newest first, in keyset pages: a run created meanwhile shifts no page. */
export function createRunFinder(db: DrizzleClient) {
  const searchRuns = createRunSearch(db);

  async function listIds(filter: RunFilter, after: ListPosition | null, limit: number): Promise<string[]> {
    const { list, where, order } = inOrder(filter, after);
    const found = db
      .select({ id: list.id })
      .from(list.table)
      .where(where)
      .orderBy(...order)
      .limit(limit);
    return (await withDeadline("list runs", found)).map(({ id }) => id);
  }

  return async function findRuns(filter: RunFilter, after: ListPosition | null, limit: number): Promise<string[]> {
    const { search = "", ...rest } = filter;
    return search === "" ? listIds(rest, after, limit) : searchRuns(search, rest, after, limit);
  };
}
