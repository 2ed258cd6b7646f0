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
import type { MilestoneCheckpoint, ResultSegment, ScenarioCheckpoint } from "../../lib/core/ports/event-log.ts";
import { runs } from "./runs.ts";

const ofRun = () =>
  text()
    .notNull()
    .references(() => runs.id, { onDelete: "cascade" });

/** Results of finished items and the batches that ended, one row per flush: storage grows with the items, not with items × milestones. */
export const scenarioResults = pgTable(
  "scenario_results",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    runId: text().notNull(),
    scenarioId: text().notNull(),
    attempt: integer().notNull(),
    fromItem: integer().notNull(),
    toItem: integer().notNull(),
    durationMs: doublePrecision().notNull(),
    results: jsonb().$type<ResultSegment["results"]>().notNull(),
    /** the last fact of the statement that stored it; null in rows of older versions */
    seq: integer(),
    batches: jsonb().$type<NonNullable<ResultSegment["batches"]>>(),
  } satisfies Record<keyof ResultSegment, unknown> & Record<string, unknown>,
  (table) => [index("scenario_results_by_scenario").on(table.runId, table.scenarioId, table.id)],
);

/** Per scenario: where a new attempt continues. */
export const scenarioCheckpoints = pgTable(
  "scenario_checkpoints",
  {
    id: text().primaryKey(),
    runId: ofRun(),
    scenarioId: text().notNull(),
    attempt: integer().notNull(),
    percent: doublePrecision(),
    kind: text().$type<ScenarioCheckpoint["kind"]>().notNull(),
    doneRanges: jsonb().$type<ScenarioCheckpoint["doneRanges"]>().notNull(),
    elapsedMs: doublePrecision().notNull(),
    quality: doublePrecision(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  } satisfies Record<keyof ScenarioCheckpoint, unknown> & Record<string, unknown>,
  (table) => [index("scenario_checkpoints_by_run").on(table.runId, table.id)],
);

/** Per milestone: the status of every scenario when the barrier opened. */
export const runMilestones = pgTable(
  "run_milestones",
  {
    runId: ofRun(),
    percent: doublePrecision().notNull(),
    statuses: jsonb().$type<MilestoneCheckpoint["statuses"]>().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  } satisfies Record<keyof MilestoneCheckpoint, unknown> & Record<string, unknown>,
  (table) => [primaryKey({ columns: [table.runId, table.percent] })],
);
