import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { fileURLToPath } from "node:url";
import { withOneConnection } from "./clients.ts";

const MIGRATIONS = fileURLToPath(new URL("../../../drizzle/migrations", import.meta.url));
/** An arbitrary number, the same in every version: the advisory lock of migrations. */
const LOCK = 7_411_090_312;

/** Migrates the database to this version's schema. Concurrent processes take turns; drizzle itself takes no lock. */
export async function migrateDatabase(databaseUrl: string): Promise<void> {
  // the lock and drizzle's transaction must be on the same connection
  await withOneConnection(databaseUrl, async (client) => {
    const db = drizzle(client);
    await db.execute(sql`select pg_advisory_lock(${LOCK}::bigint)`);
    await migrate(db, { migrationsFolder: MIGRATIONS });
  });
}
