import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { z } from "zod";
import { withOneConnection } from "../../lib/store/connection/clients.ts";
import { migrateDatabase } from "../../lib/store/connection/migrate.ts";
import { createTestDatabase } from "../support/database.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const MIGRATIONS = join(ROOT, "drizzle", "migrations");
const Journal = z.object({ entries: z.array(z.object({ tag: z.string() })) });

test("[E1] the journal contains exactly the existing migrations", () => {
  const journal = Journal.parse(JSON.parse(readFileSync(join(MIGRATIONS, "meta", "_journal.json"), "utf8")));
  const files = readdirSync(MIGRATIONS).filter((name) => name.endsWith(".sql"));
  expect(files).toEqual(journal.entries.map(({ tag }) => `${tag}.sql`));
});

test("[E1] the migrations are up to date with the schema", () => {
  const copy = mkdtempSync(join(ROOT, "node_modules", ".drizzle-"));
  try {
    cpSync(MIGRATIONS, join(copy, "migrations"), { recursive: true });
    const kit = join(ROOT, "node_modules", "drizzle-kit", "bin.cjs");
    const schema = join(ROOT, "drizzle", "schema", "index.ts");
    const out = `./${join("node_modules", copy.split("/").at(-1) ?? "", "migrations")}`;
    const args = [
      kit,
      "generate",
      "--dialect",
      "postgresql",
      "--casing",
      "snake_case",
      "--schema",
      schema,
      "--out",
      out,
    ];
    const output = execFileSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" });
    expect(output).toContain("No schema changes");
    expect(readdirSync(join(copy, "migrations"))).toEqual(readdirSync(MIGRATIONS));
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});

test("[M8] processes that start together migrate one after the other", async () => {
  const database = await createTestDatabase();
  await withOneConnection(database.url, async (sql) => {
    await sql.unsafe("drop schema public cascade; drop schema drizzle cascade; create schema public");
    await Promise.all([1, 2, 3, 4].map(() => migrateDatabase(database.url)));
    const tables = await sql`select count(*)::int as count from pg_tables where schemaname = 'public'`;
    expect([...tables]).toEqual([{ count: 16 }]);
  });
  await database.drop();
});
