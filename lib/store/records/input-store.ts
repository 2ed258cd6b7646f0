import { and, eq, getTableColumns, sql } from "drizzle-orm";
import { runInputs } from "../../../drizzle/schema/index.ts";
import type { JsonObject } from "../../core/kit/json.ts";
import type { InputHead, InputStore } from "../../core/ports/input-store.ts";
import type { DrizzleClient } from "../connection/clients.ts";
import { withDeadline } from "../connection/errors.ts";

export function createPostgresInputStore(db: DrizzleClient): InputStore {
  const { content: _, ...head } = getTableColumns(runInputs);
  const identity = [runInputs.skillId, runInputs.name, runInputs.checksum];
  return {
    async add(input, lines) {
      const { skillId, name, checksum } = input;
      const content = lines.join("\n");
      const values = { ...input, content, createdAt: new Date(input.createdAt) };
      await withDeadline(
        "store an input",
        db
          .insert(runInputs)
          .values(values)
          .onConflictDoUpdate({
            target: identity,
            // what is uploaded again is not cleared as long unused
            set: { createdAt: sql`greatest(${runInputs.createdAt}, excluded.created_at)` },
          }),
      );
      const isThis = and(eq(runInputs.skillId, skillId), eq(runInputs.name, name), eq(runInputs.checksum, checksum));
      const kept = (await withDeadline("read an input", db.select(head).from(runInputs).where(isThis)))[0];
      if (kept === undefined) throw new Error(`Input ${input.id} was not stored`);
      return toHead(kept);
    },
    async get(id) {
      const row = (await withDeadline("read an input", db.select(head).from(runInputs).where(eq(runInputs.id, id))))[0];
      return row === undefined ? null : toHead(row);
    },
    async countNulls(id, column) {
      // compared as text, since no JSON type of PostgreSQL reads NUL; within a string the quotes would be escaped
      const cell = `${JSON.stringify(column)}:null`;
      const rows = sql<number>`(select count(*)::int from unnest(string_to_array(${runInputs.content}, chr(10))) as line
        where position(${cell}::text in line) > 0)`;
      const found = db.select({ rows }).from(runInputs).where(eq(runInputs.id, id));
      return (await withDeadline("count an input's rows", found))[0]?.rows ?? null;
    },
    async readRows(id, limit) {
      // the server cuts out the first lines, so that a preview does not transfer the whole file
      const lines =
        limit === undefined
          ? sql<string>`${runInputs.content}`
          : sql<string>`array_to_string((string_to_array(${runInputs.content}, chr(10)))[1:${limit}::int], chr(10))`;
      const found = db.select({ lines }).from(runInputs).where(eq(runInputs.id, id));
      const content = (await withDeadline("read an input's rows", found))[0]?.lines;
      if (content === undefined) return null;
      return content === "" ? [] : content.split("\n").map((line) => JSON.parse(line) as JsonObject);
    },
  };
}

function toHead(row: Omit<InputHead, "createdAt"> & { readonly createdAt: Date }): InputHead {
  return { ...row, createdAt: row.createdAt.toISOString() };
}
