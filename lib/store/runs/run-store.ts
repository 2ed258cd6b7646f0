import { asc, desc, inArray } from "drizzle-orm";
import { runScenarios, runs } from "../../../drizzle/schema/index.ts";
import type { NewRunEvent } from "../../core/run/events.ts";
import type { RunListItem, RunStore } from "../../core/ports/run-store.ts";
import type { DrizzleClient, RawClient } from "../connection/clients.ts";
import { formatCursor, parseCursor } from "./cursor.ts";
import { withDeadline } from "../connection/errors.ts";
import { toBodyJson } from "../log/event-rows.ts";
import { createRunFinder } from "./find-runs.ts";
import { createLastRunFinder } from "./last-runs.ts";
import { createRunSurvey } from "./survey-runs.ts";
import { toJsonText } from "../log/json-text.ts";

const { id, title, skillId, sync, hold, seed, status, createdAt, startedAt, finishedAt, runMs, lastSeq } = runs;
const listed = { id, title, skillId, sync, hold, seed, status, createdAt, startedAt, finishedAt, runMs, lastSeq };

export function createPostgresRunStore(client: RawClient, db: DrizzleClient): Omit<RunStore, "remove"> {
  const findRuns = createRunFinder(db);

  async function readItems(ids: string[]): Promise<RunListItem[]> {
    if (ids.length === 0) return [];
    const found = db.select(listed).from(runs).where(inArray(id, ids)).orderBy(desc(createdAt), desc(id));
    const { runId, items, itemsDone, quality, position } = runScenarios;
    const scenarios = db
      .select({ runId, items, itemsDone, quality })
      .from(runScenarios)
      .where(inArray(runId, ids))
      .orderBy(asc(position));
    const [rows, all] = await Promise.all([
      withDeadline("list runs", found),
      withDeadline("list scenarios", scenarios),
    ]);
    const ofRun = Map.groupBy(all, (row) => row.runId);
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
          returning id, title, skill_id, created_at),
        search as (
          insert into run_search (run_id, created_at, document)
          select id, created_at, lower(title || chr(10) || skill_id || chr(10) || id) from run),
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
      return (await readItems([runId]))[0] ?? null;
    },

    findQueuedBefore: createQueueReader(client),

    async list(filter, { limit, cursor }) {
      const found = await findRuns(filter, cursor === null ? null : parseCursor(cursor), limit + 1);
      const items = await readItems(found.slice(0, limit));
      const last = items.at(-1);
      return { items, nextCursor: found.length > limit && last !== undefined ? formatCursor(last) : null };
    },

    survey: createRunSurvey(client),
    findLastRuns: createLastRunFinder(client),
  };
}

function createQueueReader(client: RawClient): RunStore["findQueuedBefore"] {
  return async (runId, limit) => {
    const rows = client<{ id: string }>`
      select earlier.id from runs earlier join runs mine on mine.id = ${runId}
      where earlier.status = 'queued' and (earlier.created_at, earlier.id) < (mine.created_at, mine.id)
        and (earlier.lease_until is null or earlier.lease_until < now())
      order by earlier.created_at, earlier.id limit ${limit}`;
    return (await withDeadline("read the queue", rows)).map((row) => row.id);
  };
}

type Listed = Pick<typeof runs.$inferSelect, keyof typeof listed>;
type ListedScenario = Pick<typeof runScenarios.$inferSelect, "items" | "itemsDone" | "quality">;

function toListItem(row: Listed, scenarios: readonly ListedScenario[]): RunListItem {
  return {
    ...row,
    items: scenarios.map((scenario) => scenario.items),
    itemsDone: scenarios.map((scenario) => scenario.itemsDone),
    quality: scenarios.map((scenario) => scenario.quality),
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
