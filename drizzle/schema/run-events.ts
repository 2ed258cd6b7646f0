import { sql } from "drizzle-orm";
import {
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from "drizzle-orm/pg-core";
import type { ActorRole } from "../../lib/core/run/actor.ts";
import type { RunCommand } from "../../lib/core/run/commands.ts";
import type { EventStamp, RunEventType } from "../../lib/core/run/events.ts";
import type { JsonObject } from "../../lib/core/kit/json.ts";
import type { RunState } from "../../lib/core/run/state.ts";
import { runs } from "./runs.ts";

const ofRun = () =>
  text()
    .notNull()
    .references(() => runs.id, { onDelete: "cascade" });

/** The log: append-only, numbered 1, 2, 3 … per run. No foreign key: the append updates the run's row anyway, and a check per row is expensive. */
export const runEvents = pgTable(
  "run_events",
  {
    runId: text().notNull(),
    seq: integer().notNull(),
    type: text().$type<RunEventType>().notNull(),
    atMs: doublePrecision().notNull(),
    /** set by the writer, ISO 8601 */
    at: text().notNull(),
    actorRole: text().$type<ActorRole>().notNull(),
    actorName: text().notNull(),
    /** the fields of the fact without a column of their own */
    body: jsonb().$type<JsonObject>().notNull(),
  } satisfies Record<Exclude<keyof EventStamp, "actor"> | "seq" | "type", unknown> & Record<string, unknown>,
  (table) => [primaryKey({ columns: [table.runId, table.seq] })],
);

/** Full-state checkpoints: the fold of the facts up to `seq`. */
export const runSnapshots = pgTable(
  "run_snapshots",
  {
    runId: ofRun(),
    seq: integer().notNull(),
    state: jsonb().$type<RunState>().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.seq] })],
);

/** The inbox of a run. `id` is the click's id; scripts may reuse ids for other runs. */
export const runCommands = pgTable(
  "run_commands",
  {
    id: text().notNull(),
    runId: ofRun(),
    /** order of arrival */
    position: integer().notNull().generatedAlwaysAsIdentity(),
    type: text().$type<RunCommand["type"]>().notNull(),
    scenarioId: text(),
    percent: doublePrecision(),
    force: boolean().notNull(),
    fault: text().$type<RunCommand["fault"]>(),
    actor: jsonb().$type<RunCommand["actor"]>().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    handledAt: timestamp({ withTimezone: true }),
  } satisfies Record<keyof RunCommand, unknown> & Record<string, unknown>,
  (table) => [
    primaryKey({ columns: [table.runId, table.id] }),
    index("run_commands_waiting")
      .on(table.runId, table.position)
      .where(sql`${table.handledAt} is null`),
    // every runner polls every two seconds for retries that reopen an ended run; other commands may stay unhandled there forever
    index("run_commands_retries")
      .on(table.runId)
      .where(sql`${table.type} = 'retry' and ${table.handledAt} is null`),
  ],
);
