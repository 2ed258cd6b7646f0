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
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { Grant } from "../../lib/core/ports/run-store.ts";
import type { Stage } from "../../lib/core/ports/stage-store.ts";
import type { Programme } from "../../lib/core/stage/programme.ts";
import type { StageFact } from "../../lib/core/stage/stage-facts.ts";
import { runs } from "./runs.ts";

/** A permanent join code that points at the current run. */
export const stages = pgTable(
  "stages",
  {
    id: text().primaryKey(),
    code: text().notNull().unique("stages_one_code"),
    runId: text().references(() => runs.id, { onDelete: "set null" }),
    /** of its last fact; {} before the first */
    programme: jsonb().$type<Partial<Programme>>().notNull().default({}),
    isDefault: boolean().notNull().default(false),
    expiresAt: timestamp({ withTimezone: true }),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  } satisfies Record<keyof Stage, unknown> & Record<string, unknown>,
  (table) => [
    uniqueIndex("stages_one_default")
      .on(table.isDefault)
      .where(sql`${table.isDefault}`),
  ],
);

/** What was done on a stage. Facts of a deleted run stay: the programme counts them. */
export const stageFacts = pgTable(
  "stage_facts",
  {
    stageId: text()
      .notNull()
      .references(() => stages.id, { onDelete: "cascade" }),
    seq: integer().notNull(),
    runId: text(),
    runAtMs: doublePrecision(),
    at: timestamp({ withTimezone: true }).notNull(),
    actor: jsonb().$type<StageFact["actor"]>().notNull(),
    change: jsonb().$type<StageFact["change"]>().notNull(),
  } satisfies Record<keyof StageFact, unknown> & Record<string, unknown>,
  (table) => [
    primaryKey({ columns: [table.stageId, table.seq] }),
    index("stage_facts_of_a_run").on(table.runId, table.stageId, table.seq),
  ],
);

/** Keys and sessions; a session's parent is the key it was created with. */
export const accessGrants = pgTable(
  "access_grants",
  {
    id: text().primaryKey(),
    role: text().$type<Grant["role"]>().notNull(),
    label: text().notNull(),
    kind: text().$type<Grant["kind"]>().notNull(),
    secretHash: text().notNull().unique("access_grants_one_secret"),
    parentId: text(),
    expiresAt: timestamp({ withTimezone: true }),
    revokedAt: timestamp({ withTimezone: true }),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  } satisfies Record<keyof Grant, unknown> & Record<string, unknown>,
  (table) => [
    index("access_grants_by_parent").on(table.parentId),
    // expired sessions stay in the table; few are valid
    index("access_grants_valid")
      .on(table.expiresAt)
      .where(sql`${table.revokedAt} is null`),
  ],
);
