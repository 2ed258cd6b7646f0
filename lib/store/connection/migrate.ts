import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { fileURLToPath } from "node:url";
import { withOneConnection } from "./clients.ts";

const MIGRATIONS = fileURLToPath(new URL("../../../drizzle/migrations", import.meta.url));
/** Any number, the same in every version: whoever migrates holds it. */
const LOCK = 7_411_090_312;

/** Brings the database to this version's schema. Processes that start together take turns: drizzle itself takes no lock. */
export async function migrateDatabase(databaseUrl: string): Promise<void> {
  // the lock belongs to the one connection, and so does drizzle's transaction
  await withOneConnection(databaseUrl, async (client) => {
    const db = drizzle(client);
    await db.execute(sql`select pg_advisory_lock(${LOCK}::bigint)`);
    await migrate(db, { migrationsFolder: MIGRATIONS });
  });
}
