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

/** The log: append-only, numbered 1, 2, 3 … within a run. No foreign key: the append takes its numbers from the run's row anyway, and a check per row is dear. */
export const runEvents = pgTable(
  "run_events",
  {
    runId: text().notNull(),
    seq: integer().notNull(),
    type: text().$type<RunEventType>().notNull(),
    atMs: doublePrecision().notNull(),
    /** as the writer stamped it, ISO 8601 */
    at: text().notNull(),
    actorRole: text().$type<ActorRole>().notNull(),
    actorName: text().notNull(),
    /** what the fact says beyond its stamp */
    body: jsonb().$type<JsonObject>().notNull(),
  } satisfies Record<Exclude<keyof EventStamp, "actor"> | "seq" | "type", unknown> & Record<string, unknown>,
  (table) => [primaryKey({ columns: [table.runId, table.seq] })],
);

/** Full-state: a fold of the facts up to `seq`. */
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

/** The inbox of a run. The id is the click's id, and a script may use the same ones for every run. */
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
    // every runner looks every two seconds whether a retry waits to open an ended run again; other clicks may wait there for ever
    index("run_commands_retries")
      .on(table.runId)
      .where(sql`${table.type} = 'retry' and ${table.handledAt} is null`),
  ],
);
