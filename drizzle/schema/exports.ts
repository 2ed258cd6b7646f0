import { integer, jsonb, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";
import type { ExportReport } from "../../lib/core/ports/export-places.ts";
import type { Experiment } from "../../lib/core/ports/experiments.ts";
import { runs } from "./runs.ts";

/** Where runs are sent to, since when, and by which process. */
export const exporters = pgTable("exporters", {
  name: text().primaryKey(),
  /** in whole milliseconds, as the creation of runs */
  since: timestamp({ withTimezone: true }).notNull().defaultNow(),
  /** the first of the latest starts without its configuration; null: it is on */
  offSince: timestamp({ withTimezone: true }),
  owner: text().notNull(),
  leaseUntil: timestamp({ withTimezone: true }).notNull(),
  report: jsonb().$type<ExportReport>().notNull(),
  /** where in the receiver runs are found */
  project: text(),
});

/** Per exporter and run: the last fact that has been sent, and the request to send the judge's answers. */
export const exportPlaces = pgTable(
  "export_places",
  {
    exporter: text().notNull(),
    runId: text()
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    /** NEVER_SENT for a run that was created while the exporter was off */
    seq: integer().notNull(),
    /** null: never requested */
    experiment: jsonb().$type<Experiment>(),
  },
  (table) => [primaryKey({ columns: [table.exporter, table.runId] })],
);
