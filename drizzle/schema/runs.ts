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
    /** raised by each claim; an append under another epoch writes nothing */
    writerEpoch: integer().notNull().default(0),
    leaseUntil: timestamp({ withTimezone: true }),
    /** stays when its process dies: that is how the next claim counts a crash */
    leaseOwner: jsonb().$type<RunOwner>(),
    lastAliveAt: timestamp({ withTimezone: true }),
    crashCount: integer().notNull().default(0),
  } satisfies Record<Exclude<keyof RunListItem, "items" | "itemsDone" | "quality">, unknown> & Record<string, unknown>,
  (table) => [
    // lists are newest first: read backwards, so neither a direction nor a place of nulls can differ from the query's.
    // One for each set of filters, since a filter that few runs match must not read the others to find them. None by
    // creation alone (run_search has it): the planner likes it so much that it would walk it for a filter too
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

/** All runs in the order of lists, and what a search looks through, lower-cased. A row of its own, since a run's row changes with each append. */
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
    // search_grams: every 1, 2 and 3 characters in a row (migration 0007). pg_trgm knows words of letters and digits only,
    // nothing shorter than 3, and may be missing on a server of the user's. Without fastupdate no search reads a backlog
    index("run_search_by_grams")
      .using("gin", sql`search_grams(${table.document})`)
      .with({ fastupdate: false }),
  ],
);

/** Cumulative figures of each scenario, for lists; the facts are the truth. */
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
  } satisfies Record<Exclude<keyof ScenarioTotals, "cpuWaitMs" | "inputTokens" | "outputTokens">, unknown> &
    Record<string, unknown>,
  (table) => [primaryKey({ columns: [table.runId, table.scenarioId] })],
);
