import { and, desc, sql, type AnyColumn, type SQL } from "drizzle-orm";
import { runs, runSearch } from "../../../drizzle/schema/index.ts";
import type { RunFilter } from "../../core/ports/run-store.ts";
import type { DrizzleClient } from "../connection/clients.ts";
import { withDeadline } from "../connection/errors.ts";
import { all, inOrder, isAfter, isWithin, matches, type ListPosition } from "./run-order.ts";

/**
 * This many runs are scanned in list order before the index is used. A term found in many runs fills its page during the
 * scan; the index returns all matches of a term at once and unordered, which is fast only when they are few.
 */
const SCANNED_RUNS = 2_000;
/** The same within a filter, whose runs are scattered: beyond some hundred, PostgreSQL would read and sort all of them. */
const SCANNED_IN_FILTER = 500;

/** Ids of the runs that contain a term, newest first. */
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
    .limit(scanLimit(list))
    .as("nearby");
  const found = db
    .select({ id: nearby.id })
    .from(nearby)
    .where(containsTerm(nearby.document, search))
    .orderBy(desc(nearby.createdAt), desc(nearby.id))
    .limit(limit);
  return (await withDeadline("search runs", found)).map((row) => row.id);
}

/** The last run that searchNearby scans; null when no older runs follow. */
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
    .offset(scanLimit(list) - 1)
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
        containsTerm(document, search),
        ...isWithin(filter, createdAt),
        isAfter(after, all),
      ),
    )
    .orderBy(desc(createdAt), desc(id))
    .as("found");
  // a subquery per match until the page is full; a join might read all runs with that status
  const isWanted = sql`(select ${and(...equal)} from ${runs} where ${runs.id} = ${found.id})`;
  const page = db
    .select({ id: found.id })
    .from(found)
    .where(equal.length === 0 ? undefined : isWanted)
    .orderBy(desc(found.createdAt), desc(found.id))
    .limit(limit);
  return (await withDeadline("search all runs", page)).map((row) => row.id);
}

function scanLimit(list: ReturnType<typeof inOrder>["list"]): number {
  return list === all ? SCANNED_RUNS : SCANNED_IN_FILTER;
}

/** Lower-casing the pattern in a subquery evaluates it once instead of once per run. */
function containsTerm(document: AnyColumn | SQL.Aliased<string>, search: string): SQL {
  const pattern = `%${search.replace(/[\\%_]/g, "\\$&")}%`;
  return sql`${document} like (select lower(${pattern}::text))`;
}

/** All substrings of three characters, or the whole term if it is shorter. */
function toGrams(text: string): SQL {
  return sql`(select case when length(term) < 3 then array[term]
    else array(select substr(term, i, 3) from generate_series(1, length(term) - 2) as i) end from lower(${text}::text) as term)`;
}
