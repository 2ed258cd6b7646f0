import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { JSONValue, Sql } from "postgres";
import { expect, test } from "vitest";
import { RunDetail } from "../../lib/api/schemas.ts";
import { toRunDetail } from "../../lib/api/run-documents.ts";
import type { RunEvent } from "../../lib/core/run/events.ts";
import { toAudienceEvent, toAudienceState } from "../../lib/realtime/audience/view.ts";
import { renderRunReport } from "../../lib/cli/report/print-run.ts";
import { foldRun } from "../../lib/core/reduce/reduce.ts";
import { withOneConnection } from "../../lib/store/connection/clients.ts";
import { createStores } from "../../lib/store/stores.ts";
import { selectGrowth } from "../../lib/view/growth/growth.ts";
import { selectRunResults } from "../../lib/view/results/results.ts";
import { createTestDatabase } from "../support/database.ts";
import { buildSampleRun } from "../support/sample-run.ts";

const MIGRATIONS = join(fileURLToPath(new URL("../..", import.meta.url)), "drizzle", "migrations");
/** Versions of the schema before judgements, retries, caps, prices and inputs. */
const LAST_OLD = "0001_clicks_of_a_run.sql";
const NEW_FIELDS = new Set(
  "retry stallLimitMs reducedLoad costCap prices input estimate judge cpuWaitMs inputTokens outputTokens tries next retryAtMs judgement".split(
    " ",
  ),
);

function withoutNewFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNewFields);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => !NEW_FIELDS.has(name));
  return Object.fromEntries(kept.map(([name, entry]) => [name, withoutNewFields(entry)]));
}

async function migrate(sql: Sql, isDue: (file: string) => boolean): Promise<void> {
  const files = readdirSync(MIGRATIONS).filter((name) => name.endsWith(".sql"));
  for (const file of files.toSorted().filter(isDue)) {
    for (const statement of readFileSync(join(MIGRATIONS, file), "utf8").split("--> statement-breakpoint")) {
      await sql.unsafe(statement);
    }
  }
}

const NEW_GROWTH = new Set("kind power holds falling exponential fixedCost clockStepMs excluded advice".split(" "));

/** As versions before growth had a kind stored it. */
function withoutNewGrowth(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNewGrowth);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, entry]): [string, unknown] => {
    if (name !== "growth" || typeof entry !== "object" || entry === null) return [name, withoutNewGrowth(entry)];
    return [name, Object.fromEntries(Object.entries(entry).filter(([field]) => !NEW_GROWTH.has(field)))];
  });
  return Object.fromEntries(entries);
}

async function insertOldRun(
  sql: Sql,
  events: readonly RunEvent[],
  strip: (value: unknown) => unknown = withoutNewFields,
): Promise<string> {
  const [queued] = events;
  if (queued?.type !== "run.queued") throw new Error("A run begins with run.queued");
  const { runId, spec } = queued;
  const oldJson = (value: object) => sql.json(strip(value) as JSONValue);
  await sql`
    insert into runs (id, title, skill_id, sync, hold, seed, spec, status, created_at, last_seq)
    values (${runId}, ${spec.title}, ${spec.skillId}, ${spec.sync}, ${spec.hold}, ${spec.seed}, ${oldJson(spec)}, 'partial', ${queued.at}, ${events.length})`;
  for (const { seq, type, atMs, at, actor, ...body } of events) {
    await sql`
      insert into run_events (run_id, seq, type, at_ms, at, actor_role, actor_name, body)
      values (${runId}, ${seq}, ${type}, ${atMs}, ${at}, ${actor.role}, ${actor.name}, ${oldJson(body)})`;
  }
  return runId;
}

test.each(["milestone", "failing"] as const)(
  "[E3] a %s run of a version that did not judge is read like any other, and the audience may see it",
  async (kind) => {
    const database = await createTestDatabase();
    const runId = await withOneConnection(database.url, async (sql) => {
      await sql.unsafe("drop schema public cascade; create schema public");
      await migrate(sql, (file) => file <= LAST_OLD);
      const oldRunId = await insertOldRun(sql, buildSampleRun({ kind }));
      await migrate(sql, (file) => file > LAST_OLD);
      return oldRunId;
    });

    const stores = await createStores({ databaseUrl: database.url });
    const state = await stores.log.readState(runId);
    if (state === null) throw new Error("The old run is gone");
    expect(state.results?.judgement.headline.rule).toBe("headline");
    expect((await stores.log.read(runId, 0)).flatMap((event) => toAudienceEvent(event) ?? []).length).toBeGreaterThan(
      9,
    );
    expect(RunDetail.strict().parse(toRunDetail(state)).scenarios).toHaveLength(3);
    expect(toAudienceState(state).scenarios.map(({ totals }) => totals.itemsDone)).toEqual(
      state.scenarios.map(({ totals }) => totals.itemsDone),
    );
    await stores.close();
    await database.drop();
  },
);

test.each(["facts", "a snapshot"])(
  "[E3] [I1] a run judged before growth had a kind, read from %s, is judged anew and shown everywhere",
  async (source) => {
    const database = await createTestDatabase();
    const events = buildSampleRun({ kind: "free-running" });
    const judged = foldRun(events);
    if (judged === null) throw new Error("A sample run without events");
    const runId = await withOneConnection(database.url, async (sql) => {
      const oldRunId = await insertOldRun(sql, events, withoutNewGrowth);
      const snapshot = sql.json(withoutNewGrowth(judged) as JSONValue);
      if (source === "a snapshot")
        await sql`insert into run_snapshots (run_id, seq, state) values (${oldRunId}, ${judged.lastSeq}, ${snapshot})`;
      return oldRunId;
    });

    const stores = await createStores({ databaseUrl: database.url });
    const state = await stores.log.readState(runId);
    if (state === null) throw new Error("The old run is gone");
    expect(state.results).toEqual(judged.results);
    expect(RunDetail.strict().parse(toRunDetail(state)).judgement.growth).toHaveProperty("kind");
    expect(toAudienceState(state).results?.judgement.growth).toEqual(state.results?.judgement.growth);
    expect(renderRunReport(state, 80)).not.toEqual([]);
    const results = selectRunResults(state);
    expect(selectGrowth(results, state.spec, { asked: null, scale: "linear" }).points).toHaveLength(3);

    const read = await stores.log.read(runId, 0);
    const finished = read.flatMap((event) => (event.type === "run.finished" ? [toAudienceEvent(event)] : []));
    expect(finished).toMatchObject([{ results: { judgement: { growth: { excluded: [], advice: null } } } }]);
    expect(foldRun(read)?.results?.judgement.growth).toMatchObject({ kind: expect.any(String) });
    await stores.close();
    await database.drop();
  },
);
