import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { expect, test } from "vitest";
import { RunDetail } from "../../lib/api/schemas.ts";
import { toRunDetail } from "../../lib/api/run-documents.ts";
import type { RunEvent } from "../../lib/core/run/events.ts";
import { toAudienceState } from "../../lib/realtime/audience/view.ts";
import { parseConnection } from "../../lib/store/connection.ts";
import { createStores } from "../../lib/store/stores.ts";
import { createTestDatabase } from "../support/database.ts";
import { buildSampleRun } from "../support/sample-run.ts";

const MIGRATIONS = join(new URL("../..", import.meta.url).pathname, "drizzle", "migrations");
/** Runs were not judged yet, and had no retries, caps, prices and inputs. */
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

async function migrate(client: pg.Client, isDue: (file: string) => boolean): Promise<void> {
  const files = readdirSync(MIGRATIONS).filter((name) => name.endsWith(".sql"));
  for (const file of files.toSorted().filter(isDue)) {
    for (const statement of readFileSync(join(MIGRATIONS, file), "utf8").split("--> statement-breakpoint")) {
      await client.query(statement);
    }
  }
}

async function insertOldRun(client: pg.Client, events: readonly RunEvent[]): Promise<string> {
  const [queued] = events;
  if (queued?.type !== "run.queued") throw new Error("A run begins with run.queued");
  const { runId, spec } = queued;
  await client.query(
    `insert into runs (id, title, skill_id, sync, hold, seed, spec, status, created_at, last_seq)
     values ($1, $2, $3, $4, $5, $6, $7, 'partial', $8, $9)`,
    [
      runId,
      spec.title,
      spec.skillId,
      spec.sync,
      spec.hold,
      spec.seed,
      withoutNewFields(spec),
      queued.at,
      events.length,
    ],
  );
  for (const { seq, type, atMs, at, actor, ...body } of events) {
    await client.query(
      `insert into run_events (run_id, seq, type, at_ms, at, actor_role, actor_name, body)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [runId, seq, type, atMs, at, actor.role, actor.name, withoutNewFields(body)],
    );
  }
  return runId;
}

test.each(["milestone", "failing"] as const)(
  "[E3] a %s run of a version that did not judge is read like any other, and the audience may see it",
  async (kind) => {
    const database = await createTestDatabase();
    const client = new pg.Client(parseConnection(database.url));
    await client.connect();
    await client.query("drop schema public cascade; create schema public");
    await migrate(client, (file) => file <= LAST_OLD);
    const runId = await insertOldRun(client, buildSampleRun({ kind }));
    await migrate(client, (file) => file > LAST_OLD);
    await client.end();

    const stores = await createStores({ databaseUrl: database.url });
    const state = await stores.log.readState(runId);
    if (state === null) throw new Error("The old run is gone");
    expect(state.results?.judgement.headline.text).toBe("Finished before runs were judged.");
    expect(RunDetail.strict().parse(toRunDetail(state)).scenarios).toHaveLength(3);
    expect(toAudienceState(state).scenarios.map(({ totals }) => totals.itemsDone)).toEqual(
      state.scenarios.map(({ totals }) => totals.itemsDone),
    );
    await stores.close();
    await database.drop();
  },
);
