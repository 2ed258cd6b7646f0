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
    index("runs_by_creation").on(table.createdAt.desc(), table.id.desc()),
    index("runs_unended")
      .on(table.id)
      .where(sql`${table.finishedAt} is null`),
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
