import { and, desc, sql, type AnyColumn, type SQL } from "drizzle-orm";
import { runs, runSearch } from "../../../drizzle/schema/index.ts";
import type { RunFilter } from "../../core/ports/run-store.ts";
import type { DrizzleClient } from "../connection/clients.ts";
import { withDeadline } from "../connection/errors.ts";
import { all, inOrder, isAfter, isWithin, matches, type ListPosition } from "./run-order.ts";

/**
 * So many runs are searched one by one before the index is asked. A term that many runs hold fills its page on the
 * way; the index gives all the matches of a term at once, in no order, and is quick where they are few.
 */
const WALKED = 2_000;
/** Among the runs of a filter, which lie scattered: beyond some hundred, PostgreSQL would rather read and sort all of them. */
const WALKED_IN_FILTER = 500;

/** Ids of the runs that hold a term, newest first. */
export function createRunSearch(db: DrizzleClient) {
  return async function searchRuns(search: string, filter: RunFilter, after: ListPosition | null, limit: number) {
    const nearby = await searchNearby(db, search, filter, after, limit);
    const end = nearby.length === limit ? null : await findEndOfNearby(db, filter, after);
    if (end === null) return nearby;
    return [...nearby, ...(await searchIndex(db, search, filter, end, limit - nearby.length))];
  };
}

async function searchNearby(
  db: DrizzleClient,
  search: string,
  filter: RunFilter,
  after: ListPosition | null,
  limit: number,
) {
  const { list, where, order } = inOrder(filter, after);
  const { id, createdAt } = list;
  const nearby = db
    .select({ id, createdAt, document: sql<string>`${list.document}`.as("document") })
    .from(list.table)
    .where(where)
    .orderBy(...order)
    .limit(toWalk(list))
    .as("nearby");
  const found = db
    .select({ id: nearby.id })
    .from(nearby)
    .where(holds(nearby.document, search))
    .orderBy(desc(nearby.createdAt), desc(nearby.id))
    .limit(limit);
  return (await withDeadline("search runs", found)).map((row) => row.id);
}

/** The last of the runs that searchNearby looks at; null when no older ones follow. */
async function findEndOfNearby(
  db: DrizzleClient,
  filter: RunFilter,
  after: ListPosition | null,
): Promise<ListPosition | null> {
  const { list, where, order } = inOrder(filter, after);
  const found = db
    .select({ id: list.id, createdAt: list.createdAt })
    .from(list.table)
    .where(where)
    .orderBy(...order)
    .offset(toWalk(list) - 1)
    .limit(1);
  const end = (await withDeadline("search runs", found))[0];
  return end === undefined ? null : { createdAt: end.createdAt.toISOString(), id: end.id };
}

async function searchIndex(
  db: DrizzleClient,
  search: string,
  filter: RunFilter,
  after: ListPosition,
  limit: number,
): Promise<string[]> {
  const equal = matches(filter);
  const grams = [toGrams(search), ...(filter.skillId === undefined ? [] : [toGrams(`\n${filter.skillId}\n`)])];
  const { id, createdAt, document } = all;
  const found = db
    .select({ id, createdAt })
    .from(runSearch)
    .where(
      and(
        ...grams.map((some) => sql`search_grams(${document}) @> ${some}`),
        holds(document, search),
        ...isWithin(filter, createdAt),
        isAfter(after, all),
      ),
    )
    .orderBy(desc(createdAt), desc(id))
    .as("found");
  // a value, looked up for one match after another until the page is full: a join might read all runs of that status
  const isWanted = sql`(select ${and(...equal)} from ${runs} where ${runs.id} = ${found.id})`;
  const page = db
    .select({ id: found.id })
    .from(found)
    .where(equal.length === 0 ? undefined : isWanted)
    .orderBy(desc(found.createdAt), desc(found.id))
    .limit(limit);
  return (await withDeadline("search all runs", page)).map((row) => row.id);
}

function toWalk(list: ReturnType<typeof inOrder>["list"]): number {
  return list === all ? WALKED : WALKED_IN_FILTER;
}

/** The term is lower-cased by a query of its own, so once, and not for each run. */
function holds(document: AnyColumn | SQL.Aliased<string>, search: string): SQL {
  const pattern = `%${search.replace(/[\\%_]/g, "\\$&")}%`;
  return sql`${document} like (select lower(${pattern}::text))`;
}

/** Of three characters each, or what there is of a shorter term. */
function toGrams(text: string): SQL {
  return sql`(select case when length(term) < 3 then array[term]
    else array(select substr(term, i, 3) from generate_series(1, length(term) - 2) as i) end from lower(${text}::text) as term)`;
}
