import { expect, test } from "vitest";
import { withOneConnection } from "../../lib/store/connection/clients.ts";
import { createPostgresRunQueue } from "../../lib/store/runs/run-queue.ts";
import { createStores } from "../../lib/store/stores.ts";
import { createTestDatabase } from "../support/database.ts";
import { startDatabaseProxy } from "../support/database-proxy.ts";

test.each(["silent", "gone"] as const)(
  "[E2] stores closed while they reconnect to a database that is %s leave no connection, of statements, LISTEN or queue",

  async (outage) => {
    const database = await createTestDatabase();
    const proxy = await startDatabaseProxy(database.url);
    const stores = await createStores({ databaseUrl: proxy.url });
    await stores.ping();
    await stores.demos.list();
    await stores.log.subscribe(() => undefined);
    await stores.queue.work(async () => undefined);
    await expect.poll(() => proxy.counts.open).toBeGreaterThanOrEqual(4);
    const before = proxy.counts.opened;
    if (outage === "silent") proxy.hold();
    await withOneConnection(
      database.url,
      (sql) => sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name like 'triptych-%' and pid <> pg_backend_pid()`,
    );
    if (outage === "gone") proxy.breakAfter(1);
    const asked = Promise.allSettled([
      stores.ping(),
      stores.demos.list(),
      stores.runs.get("run_1"),
      stores.queue.send("run_1"),
    ]);
    await expect.poll(() => proxy.counts.opened, { interval: 5 }).toBeGreaterThan(before);
    const closed = stores.close();
    await asked;
    proxy.release();
    await closed;
    await expect.poll(() => proxy.counts.open, { timeout: 10_000 }).toBe(0);
    await expect(stores.ping()).rejects.toMatchObject({ code: "database-unavailable" });
    expect(proxy.counts.open).toBe(0);
    await proxy.close();
    await database.drop();
  },
);

test("[E2] a queue that could not be started leaves no connection", async () => {
  const database = await createTestDatabase();
  const installing = createPostgresRunQueue(database.url, () => undefined);
  await installing.send("run_1");
  await installing.stop();
  await withOneConnection(database.url, (sql) =>
    sql.unsafe("alter function pgboss.create_queue(text, jsonb) rename to create_queue_no_more"),
  );
  const proxy = await startDatabaseProxy(database.url);
  const queue = createPostgresRunQueue(proxy.url, () => undefined);
  await expect(queue.send("run_1")).rejects.toThrow("create_queue");
  expect(proxy.counts.opened).toBeGreaterThan(0);
  await queue.stop();
  await expect.poll(() => proxy.counts.open, { timeout: 10_000 }).toBe(0);
  await proxy.close();
  await database.drop();
});
