import type { Cleared } from "../../core/ports/storage.ts";
import type { RawClient } from "../connection/clients.ts";
import { withDeadline } from "../connection/errors.ts";
import { textArray } from "../log/array-literal.ts";

const ROWS_PER_STATEMENT = 5_000;
const STATEMENTS_PER_CALL = 20;
const RUNS_PER_PAGE = 2_000;

/** Takes no lock that another writer waits for: rows that are locked are left for the next call. */
export async function clearStorage(sql: RawClient): Promise<Cleared> {
  return {
    grants: await repeat(() => clearGrants(sql)),
    commands: await repeat(() => clearCommands(sql)),
    inputs: await clearInputs(sql),
  };
}

/** Until nothing is left, but at most STATEMENTS_PER_CALL times. Returns the number of rows. */
async function repeat(clearSome: () => Promise<number>): Promise<number> {
  let total = 0;
  for (let statement = 0; statement < STATEMENTS_PER_CALL; statement++) {
    const cleared = await clearSome();
    total += cleared;
    if (cleared < ROWS_PER_STATEMENT) break;
  }
  return total;
}

/**
 * A key is deleted together with its sessions, which would be valid again without it. A revoked key of the operator stays,
 * because a start with the same key would add it again.
 */
async function clearGrants(sql: RawClient): Promise<number> {
  const rows = sql`
    with ended as (
      select id from access_grants
      where (kind = 'session' or role = 'reviewer')
        and (revoked_at < now() - interval '1 day' or expires_at < now() - interval '1 day')
      limit ${ROWS_PER_STATEMENT} for update skip locked),
    cleared as (
      delete from access_grants where id in (select id from ended) or parent_id in (select id from ended) returning 1)
    select 1 from cleared`;
  return (await withDeadline("clear ended sessions", rows)).length;
}

async function clearCommands(sql: RawClient): Promise<number> {
  const rows = sql`
    with old as (
      select run_commands.run_id, run_commands.id from run_commands join runs on runs.id = run_commands.run_id
      where finished_at < now() - interval '1 day' and (handled_at is not null or run_commands.type <> 'retry')
      limit ${ROWS_PER_STATEMENT} for update of run_commands skip locked),
    cleared as (
      delete from run_commands using old where run_commands.run_id = old.run_id and run_commands.id = old.id returning 1)
    select 1 from cleared`;
  return (await withDeadline("clear handled commands", rows)).length;
}

async function clearInputs(sql: RawClient): Promise<number> {
  const old = sql<{ id: string }>`select id from run_inputs where created_at < now() - interval '1 day'`;
  const unused = new Set((await withDeadline("find old uploads", old)).map(({ id }) => id));
  const ofDemos = sql<{ id: string | null }>`select spec #>> '{input,inputId}' as id from demos`;
  for (const { id } of await withDeadline("read the demos' uploads", ofDemos)) unused.delete(id ?? "");
  let after: RunKey | null = { createdAt: "-infinity", runId: "" };
  while (after !== null && unused.size > 0) after = await dropUsed(sql, after, unused);
  if (unused.size === 0) return 0;
  // a run that was created meanwhile
  const rows = sql`
    delete from run_inputs where id = any(${textArray([...unused])}::text[]) and created_at < now() - interval '1 day'
      and not exists (
        select 1 from run_search join runs on runs.id = run_id
        where run_search.created_at > now() - interval '1 hour' and spec #>> '{input,inputId}' = run_inputs.id)
    returning 1`;
  return (await withDeadline("clear unused uploads", rows)).length;
}

type RunKey = { readonly createdAt: string; readonly runId: string };

/** Removes what the next page of runs uses. Returns its last run; null at the end. */
async function dropUsed(sql: RawClient, { createdAt, runId }: RunKey, unused: Set<string>): Promise<RunKey | null> {
  const rows = sql<RunKey & { input: string | null }>`
    with page as (
      select run_id, created_at from run_search where (created_at, run_id) > (${createdAt}::text::timestamptz, ${runId})
      order by created_at, run_id limit ${RUNS_PER_PAGE})
    select run_id as "runId", page.created_at::text as "createdAt", spec #>> '{input,inputId}' as input
    from page join runs on runs.id = run_id order by page.created_at, run_id`;
  const page = await withDeadline("find used uploads", rows);
  for (const { input } of page) unused.delete(input ?? "");
  return page.length < RUNS_PER_PAGE ? null : (page.at(-1) ?? null);
}
