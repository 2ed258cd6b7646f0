import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { parseConnection } from "./connection.ts";

const MIGRATIONS = fileURLToPath(new URL("../../drizzle/migrations", import.meta.url));
/** Any number, the same in every version: whoever migrates holds it. */
const LOCK = 7_411_090_312;

/** Brings the database to this version's schema. Processes that start together take turns: drizzle itself takes no lock. */
export async function migrateDatabase(databaseUrl: string): Promise<void> {
  // the lock belongs to the one connection, and so does drizzle's transaction
  const client = new pg.Client({ ...parseConnection(databaseUrl), connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1::bigint)", [LOCK]);
    await migrate(drizzle(client), { migrationsFolder: MIGRATIONS });
  } finally {
    await client.end();
  }
}
