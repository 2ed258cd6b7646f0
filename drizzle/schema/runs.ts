import type { ScenarioTotals } from "../../lib/core/run/totals.ts";
import type { RunStatus, ScenarioStatus } from "../../lib/core/run/statuses.ts";
import { sql } from "drizzle-orm";
import {
  bigint,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from "drizzle-orm/pg-core";
import type { RunOwner } from "../../lib/core/ports/run-ownership.ts";
import type { RunListItem } from "../../lib/core/ports/run-store.ts";
import type { RunSpec } from "../../lib/core/run/spec.ts";

export const runs = pgTable(
  "runs",
  {
    id: text().primaryKey(),
    title: text().notNull(),
    skillId: text().notNull(),
    sync: text().$type<RunSpec["sync"]>().notNull(),
    hold: text().$type<RunSpec["hold"]>().notNull(),
    seed: bigint({ mode: "number" }).notNull(),
    spec: jsonb().$type<RunSpec>().notNull(),
    status: text().$type<RunStatus>().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
    startedAt: timestamp({ withTimezone: true }),
    finishedAt: timestamp({ withTimezone: true }),
    /** run time of the last fact */
    runMs: doublePrecision().notNull().default(0),
    lastSeq: integer().notNull().default(0),
    /** incremented by each claim; an append under another epoch writes nothing */
    writerEpoch: integer().notNull().default(0),
    leaseUntil: timestamp({ withTimezone: true }),
    /** kept when the process dies, so that the next claim can count a crash */
    leaseOwner: jsonb().$type<RunOwner>(),
    lastAliveAt: timestamp({ withTimezone: true }),
    crashCount: integer().notNull().default(0),
  } satisfies Record<Exclude<keyof RunListItem, "items" | "itemsDone" | "quality">, unknown> & Record<string, unknown>,
  (table) => [
    // Lists are newest first and read these indexes backwards, so neither direction nor null order can differ from the query's.
    // One index per combination of filters, so that a rare filter need not read other runs. None on the creation time alone
    // (run_search has it): the planner would prefer it and scan it for filters too
    index("runs_by_skill").on(table.skillId, table.createdAt, table.id),
    index("runs_by_status").on(table.status, table.createdAt, table.id),
    index("runs_by_sync").on(table.sync, table.createdAt, table.id),
    index("runs_by_skill_status").on(table.skillId, table.status, table.createdAt, table.id),
    index("runs_by_skill_sync").on(table.skillId, table.sync, table.createdAt, table.id),
    index("runs_by_status_sync").on(table.status, table.sync, table.createdAt, table.id),
    index("runs_by_skill_status_sync").on(table.skillId, table.status, table.sync, table.createdAt, table.id),
    index("runs_unended")
      .on(table.id)
      .where(sql`${table.finishedAt} is null`),
  ],
);

/** All runs in list order, with the lower-cased text that searches read. A separate table, because a run's row changes with each append. */
export const runSearch = pgTable(
  "run_search",
  {
    runId: text()
      .primaryKey()
      .references(() => runs.id, { onDelete: "cascade" }),
    createdAt: timestamp({ withTimezone: true }).notNull(),
    document: text().notNull(),
  },
  (table) => [
    index("run_search_by_creation").on(table.createdAt, table.runId),
    // search_grams: all substrings of 1, 2 and 3 characters (migration 0007). pg_trgm only knows words of letters and digits,
    // nothing shorter than 3 characters, and may be missing on a user's server. Without fastupdate no search reads a backlog
    index("run_search_by_grams")
      .using("gin", sql`search_grams(${table.document})`)
      .with({ fastupdate: false }),
  ],
);

/** Cumulative figures of each scenario, for lists; the facts are authoritative. */
export const runScenarios = pgTable(
  "run_scenarios",
  {
    runId: text()
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    scenarioId: text().notNull(),
    position: integer().notNull(),
    items: integer().notNull(),
    status: text().$type<ScenarioStatus>().notNull().default("pending"),
    attempt: integer().notNull().default(1),
    itemsDone: integer().notNull().default(0),
    itemsOk: integer().notNull().default(0),
    itemsFailed: integer().notNull().default(0),
    batchesDone: integer().notNull().default(0),
    elapsedMs: doublePrecision().notNull().default(0),
    busyMs: doublePrecision().notNull().default(0),
    quality: doublePrecision(),
    metrics: jsonb().$type<ScenarioTotals["metrics"]>().notNull().default({}),
  } satisfies Record<
    Exclude<keyof ScenarioTotals, "cpuWaitMs" | "inputTokens" | "outputTokens" | "reported">,
    unknown
  > &
    Record<string, unknown>,
  (table) => [primaryKey({ columns: [table.runId, table.scenarioId] })],
);
