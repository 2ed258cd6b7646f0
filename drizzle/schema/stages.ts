import { sql } from "drizzle-orm";
import { boolean, index, pgTable, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
import type { Grant, Stage } from "../../lib/core/ports/run-store.ts";
import { runs } from "./runs.ts";

/** A permanent join code that points at the current run. */
export const stages = pgTable(
  "stages",
  {
    id: text().primaryKey(),
    code: text().notNull().unique("stages_one_code"),
    runId: text().references(() => runs.id, { onDelete: "set null" }),
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
