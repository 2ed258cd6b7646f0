import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { withOneConnection } from "../../lib/store/connection/clients.ts";
import { migrateDatabase } from "../../lib/store/connection/migrate.ts";
import { createPostgresRunQueue } from "../../lib/store/runs/run-queue.ts";
import { startEmbeddedPostgres } from "../../lib/supervisor/postgres/embedded-postgres.ts";
import { TEMPLATE } from "./database-template.ts";

/** vitest globalSetup of each project with databases: one PostgreSQL for the whole test run, with a migrated template database. */
export default async function startTestServer({ vitest }: TestProject): Promise<() => Promise<void>> {
  // the first of the projects has started it for all
  if (vitest.getProvidedContext().templateDatabaseUrl !== undefined) return () => Promise.resolve();
  const folder = mkdtempSync(join(tmpdir(), "triptych-test-"));
  const server = await startEmbeddedPostgres({ folder, database: TEMPLATE, durable: false });
  await migrateDatabase(server.url);
  // the template includes the queue's tables, because copying them is faster than creating them
  const queue = createPostgresRunQueue(server.url, () => undefined);
  await queue.send("run_of_the_template");
  await queue.stop();
  await withOneConnection(server.url, (sql) => sql`delete from pgboss.job`);
  vitest.provide("templateDatabaseUrl", server.url);
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
