import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import { withOneConnection } from "../../lib/store/connection/clients.ts";
import { withDatabase } from "../../lib/store/connection/connection.ts";
import { TEMPLATE } from "./database-template.ts";

/**
 * A real PostgreSQL for tests: one server for the whole run (database-server.ts, project "full"), and per suite
 * a separate migrated database, created in about 50 ms:
 *
 *   const database = await createTestDatabase();
 *   const stores = await createStores({ databaseUrl: database.url });
 *   afterAll(async () => { await stores.close(); await database.drop(); });
 *
 * NOTIFY is per database, so suites do not affect each other. The server runs without fsync.
 */
export type TestDatabase = { readonly url: string; drop(): Promise<void> };

export async function createTestDatabase(): Promise<TestDatabase> {
  const templateUrl = inject("templateDatabaseUrl");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await runAsAdmin(templateUrl, `create database ${name} template ${TEMPLATE} strategy file_copy`);
  return {
    url: withDatabase(templateUrl, name),
    drop: () => runAsAdmin(templateUrl, `drop database if exists ${name} with (force)`),
  };
}

async function runAsAdmin(databaseUrl: string, statement: string): Promise<void> {
  await withOneConnection(withDatabase(databaseUrl, "postgres"), (sql) => sql.unsafe(statement));
}
