import { integer, jsonb, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";
import type { ExportReport } from "../../lib/core/ports/export-places.ts";
import { runs } from "./runs.ts";

/** Where runs are sent to, since when, and by which process. */
export const exporters = pgTable("exporters", {
  name: text().primaryKey(),
  /** in whole milliseconds, as the creation of runs */
  since: timestamp({ withTimezone: true }).notNull().defaultNow(),
  owner: text().notNull(),
  leaseUntil: timestamp({ withTimezone: true }).notNull(),
  report: jsonb().$type<ExportReport>().notNull(),
});

/** Per exporter and run: the last fact that has been sent. */
export const exportPlaces = pgTable(
  "export_places",
  {
    exporter: text().notNull(),
    runId: text()
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    seq: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.exporter, table.runId] })],
);
