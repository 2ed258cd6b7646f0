import { boolean, integer, jsonb, pgTable, text, timestamp, unique } from "drizzle-orm/pg-core";
import type { InputHead } from "../../lib/core/ports/input-store.ts";
import type { Demo } from "../../lib/core/ports/run-store.ts";
import type { RunSpec } from "../../lib/core/run/spec.ts";

export const demos = pgTable("demos", {
  id: text().primaryKey(),
  title: text().notNull(),
  summary: text().notNull(),
  sample: boolean().notNull(),
  spec: jsonb().$type<RunSpec>().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
} satisfies Record<keyof Demo, unknown>);

/** Uploaded files of rows, validated for a skill. */
export const runInputs = pgTable(
  "run_inputs",
  {
    id: text().primaryKey(),
    skillId: text().notNull(),
    name: text().notNull(),
    format: text().$type<InputHead["format"]>().notNull(),
    rows: integer().notNull(),
    checksum: text().notNull(),
    /** the rows as JSON lines; text, because jsonb rejects characters that a mail may contain */
    content: text().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  } satisfies Record<keyof InputHead, unknown> & Record<string, unknown>,
  (table) => [unique("run_inputs_given_once").on(table.skillId, table.name, table.checksum)],
);
