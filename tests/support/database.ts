import { randomUUID } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { parseConnection, withDatabase } from "../../lib/store/connection.ts";
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
  const client = new pg.Client(parseConnection(withDatabase(databaseUrl, "postgres")));
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
