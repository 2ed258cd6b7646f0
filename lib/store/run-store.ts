import { and, asc, desc, eq, gte, ilike, inArray, lt, or, sql, type SQL } from "drizzle-orm";
import { runScenarios, runs } from "../../drizzle/schema/index.ts";
import type { NewRunEvent } from "../core/run/events.ts";
import type { RunFilter, RunListItem, RunStore } from "../core/ports/run-store.ts";
import type { DrizzleClient, RawClient } from "./clients.ts";
import { formatCursor, parseCursor } from "./cursor.ts";
import { withDeadline } from "./errors.ts";
import { toBodyJson } from "./event-rows.ts";
import { toJsonText } from "./json-text.ts";

export function createPostgresRunStore(client: RawClient, db: DrizzleClient): RunStore {
  async function select(where: SQL | undefined, limit: number): Promise<RunListItem[]> {
    const found = db.select().from(runs).where(where).orderBy(desc(runs.createdAt), desc(runs.id)).limit(limit);
    const rows = await withDeadline("list runs", found);
    if (rows.length === 0) return [];
    const ids = rows.map((row) => row.id);
    const scenarios = db
      .select()
      .from(runScenarios)
      .where(inArray(runScenarios.runId, ids))
      .orderBy(asc(runScenarios.position));
    const ofRun = Map.groupBy(await withDeadline("list scenarios", scenarios), (row) => row.runId);
    return rows.map((row) => toListItem(row, ofRun.get(row.id) ?? []));
  }

  return {
    async create({ id, spec, actor, at }) {
      const queued: NewRunEvent = { type: "run.queued", atMs: 0, at, actor, runId: id, spec };
      const scenarios = spec.scenarios.map(({ id: scenarioId, items }, position) => ({ scenarioId, items, position }));
      const created = client`
        with run as (
          insert into runs (id, title, skill_id, sync, hold, seed, spec, status, created_at, last_seq)
          values (${id}, ${spec.title}, ${spec.skillId}, ${spec.sync}, ${spec.hold}, ${spec.seed}, ${toJsonText(spec)}::text::jsonb, 'queued', ${at}, 1)
          returning id),
        scenarios as (
          insert into run_scenarios (run_id, scenario_id, position, items)
          select run.id, "scenarioId", position, items
          from run, jsonb_to_recordset(${toJsonText(scenarios)}::text::jsonb) as row("scenarioId" text, position int, items int)),
        fact as (
          insert into run_events (run_id, seq, type, at_ms, at, actor_role, actor_name, body)
          select id, 1, 'run.queued', 0, ${at}, ${actor.role}, ${actor.name}, ${toBodyJson(queued)}::text::jsonb from run)
        select pg_notify('run_events', id || ':1') from run`;
      await withDeadline("create a run", created);
    },

    async get(runId) {
      return (await select(eq(runs.id, runId), 1))[0] ?? null;
    },

    async list(filter, { limit, cursor }) {
      const items = await select(and(...conditions(filter), after(cursor)), limit + 1);
      const page = items.slice(0, limit);
      const last = page.at(-1);
      return { items: page, nextCursor: items.length > limit && last !== undefined ? formatCursor(last) : null };
    },
  };
}

function conditions(filter: RunFilter): (SQL | undefined)[] {
  const pattern = filter.search === undefined ? undefined : `%${filter.search.replace(/[\\%_]/g, "\\$&")}%`;
  return [
    filter.skillId === undefined ? undefined : eq(runs.skillId, filter.skillId),
    filter.sync === undefined ? undefined : eq(runs.sync, filter.sync),
    filter.status === undefined ? undefined : eq(runs.status, filter.status),
    filter.createdFrom === undefined ? undefined : gte(runs.createdAt, new Date(filter.createdFrom)),
    filter.createdTo === undefined ? undefined : lt(runs.createdAt, new Date(filter.createdTo)),
    pattern === undefined
      ? undefined
      : or(ilike(runs.title, pattern), ilike(runs.skillId, pattern), ilike(runs.id, pattern)),
  ];
}

/** Keyset: a run that comes meanwhile shifts no page. */
function after(cursor: string | null): SQL | undefined {
  const at = cursor === null ? null : parseCursor(cursor);
  return at === null ? undefined : sql`(${runs.createdAt}, ${runs.id}) < (${at.createdAt}::timestamptz, ${at.id})`;
}

function toListItem(
  row: typeof runs.$inferSelect,
  scenarios: readonly (typeof runScenarios.$inferSelect)[],
): RunListItem {
  const { id, title, skillId, sync, hold, status, seed, createdAt, startedAt, finishedAt, runMs, lastSeq } = row;
  return {
    id,
    title,
    skillId,
    sync,
    hold,
    status,
    seed,
    runMs,
    lastSeq,
    items: scenarios.map((scenario) => scenario.items),
    itemsDone: scenarios.map((scenario) => scenario.itemsDone),
    quality: scenarios.map((scenario) => scenario.quality),
    createdAt: createdAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}
