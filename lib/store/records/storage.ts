import { SHORTAGES, STORAGE_PARTS, type Shortage, type Storage, type StoragePart } from "../../core/ports/storage.ts";
import type { RawClient } from "../connection/clients.ts";
import { isPermissionDenied, withDeadline } from "../connection/errors.ts";
import type { NoticeListener } from "../connection/listener.ts";
import { textArray } from "../log/array-literal.ts";
import { clearStorage } from "./clear-storage.ts";

const PART_OF_TABLE: Readonly<Record<string, StoragePart>> = {
  run_events: "events",
  scenario_results: "results",
  run_snapshots: "snapshots",
  scenario_checkpoints: "checkpoints",
  run_milestones: "checkpoints",
  runs: "runs",
  run_search: "runs",
  run_scenarios: "runs",
  run_commands: "commands",
  run_inputs: "inputs",
  access_grants: "grants",
};
/** of pg-boss */
const QUEUE_SCHEMA = "pgboss";

export function createPostgresStorage(sql: RawClient, listener: NoticeListener): Storage {
  return {
    async probe() {
      // a temporary table takes new space of the disk like any other, and is dropped with its statement
      const written = sql`
        create temporary table triptych_probe on commit drop as select repeat('x', 1000) as x from generate_series(1, 1000)`;
      try {
        await withDeadline("store a probe", written);
      } catch (error) {
        // a server may forbid temporary tables: then only the statements themselves show a shortage
        if (!isPermissionDenied(error)) throw error;
      }
    },

    async reportShortage(shortage) {
      await withDeadline("report a shortage", sql`select pg_notify('shortages', ${shortage})`);
    },

    subscribe: (notify) =>
      listener.subscribe("shortages", {
        onNotice: (payload) => {
          const shortage = toShortage(payload);
          if (shortage !== null) notify(shortage);
        },
        onRelisten: () => undefined,
      }),

    async measure() {
      const sizes = sql<{ name: string; isQueue: boolean; bytes: number; rows: number }>`
        select relname as name, nspname = ${QUEUE_SCHEMA} as "isQueue", pg_total_relation_size(pg_class.oid)::float8 as bytes,
          reltuples::float8 as rows
        from pg_class join pg_namespace on pg_namespace.oid = relnamespace
        where relkind in ('r', 'p') and (nspname = ${QUEUE_SCHEMA}
          or nspname = current_schema() and relname = any(${textArray(Object.keys(PART_OF_TABLE))}::text[]))`;
      const total = sql<{ bytes: number }>`select pg_database_size(current_database())::float8 as bytes`;
      const [tables, [database]] = await Promise.all([
        withDeadline("measure the tables", sizes),
        withDeadline("measure the database", total),
      ]);
      const ofPart = Map.groupBy(tables, ({ name, isQueue }) => (isQueue ? "queue" : PART_OF_TABLE[name]));
      const parts = STORAGE_PARTS.map((part) => sumPart(part, ofPart.get(part) ?? []));
      return { parts, totalBytes: database?.bytes ?? 0, freeBytes: null };
    },

    clear: () => clearStorage(sql),
  };
}

/** Rows are counted in the part's first table; the other tables belong to its rows. */
function sumPart(part: StoragePart, tables: readonly { name: string; bytes: number; rows: number }[]) {
  const main = Object.keys(PART_OF_TABLE).find((name) => PART_OF_TABLE[name] === part);
  const rows = tables.find(({ name }) => name === main)?.rows ?? -1;
  return {
    part,
    bytes: tables.reduce((sum, { bytes }) => sum + bytes, 0),
    // -1: never analysed
    rows: rows < 0 ? null : rows,
  };
}

function toShortage(text: string): Shortage | null {
  return SHORTAGES.find((shortage) => shortage === text) ?? null;
}
