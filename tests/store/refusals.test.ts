import type { Sql } from "postgres";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { newId } from "../../lib/ids.ts";
import { createRawClient, withOneConnection } from "../../lib/store/connection/clients.ts";
import { parseConnection } from "../../lib/store/connection/connection.ts";
import { createDialer } from "../../lib/store/connection/dial.ts";
import { withDeadline } from "../../lib/store/connection/errors.ts";
import { createStores, type Stores } from "../../lib/store/stores.ts";
import { OWNER } from "../contract/event-log.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { AT, buildSpec, PRESENTER, progressed } from "../support/spec.ts";

let database: TestDatabase;
let stores: Stores;
beforeAll(async () => {
  database = await createTestDatabase();
  stores = await createStores({ databaseUrl: database.url });
});
afterAll(async () => {
  await stores.close();
  await database.drop();
});

/** A user with few connections, as on a small hosted server. */
async function openFewConnections(connections: number) {
  const name = `few_${newId("grant").slice(-12)}`;
  await withOneConnection(database.url, (sql) =>
    sql.unsafe(`create role ${name} login connection limit ${connections}`),
  );
  const url = new URL(database.url);
  url.username = name;
  const dialer = createDialer(parseConnection(url.href));
  const sql = createRawClient(dialer, 4);
  onTestFinished(async () => {
    await sql.end();
    dialer.close();
    await withOneConnection(database.url, (admin) => admin.unsafe(`drop role ${name}`));
  });
  return sql;
}

test("[E2] a connection that the server refuses takes none of the others with it", async () => {
  const sql = await openFewConnections(2);
  const pidsOf = async (count: number) => {
    const rows = Array.from(
      { length: count },
      () => sql<{ pid: number }>`select pg_backend_pid() as pid from pg_sleep(0.3)`,
    );
    const settled = await Promise.allSettled(rows.map((row) => withDeadline("ask", row)));
    return settled.map((each) => (each.status === "fulfilled" ? each.value[0]?.pid : (each.reason as unknown)));
  };
  const before = await pidsOf(2);
  const [first, second, refused] = await pidsOf(3);
  expect(refused).toMatchObject({ code: "database-exhausted", shortage: "too-many-connections" });
  expect(new Set([first, second])).toEqual(new Set(before));
  expect(new Set(await pidsOf(2))).toEqual(new Set(before));
});

test("[E2] a refused connection is used again once the server has room", async () => {
  const sql = await openFewConnections(1);
  await sql`select 1`;
  const slow = withDeadline("sleep", sql`select pg_sleep(0.5)`);
  await expect(withDeadline("ask", sql`select 1`)).rejects.toMatchObject({ shortage: "too-many-connections" });
  await slow;
  await expect.poll(() => withDeadline("ask", sql`select 1 as one`)).toEqual([{ one: 1 }]);
});

test("[E2] an append that the server cancels is sent again, and is no lost database", async () => {
  const runId = newId("run");
  await stores.runs.create({ id: runId, spec: buildSpec(), actor: PRESENTER, at: AT });
  const claim = await stores.ownership.claim(runId, OWNER);
  if (claim === null) throw new Error("not claimed");
  const writer = stores.log.openWriter(claim);
  const { promise: mayEnd, resolve: endLock } = Promise.withResolvers<void>();
  const { promise: locked, resolve: haveLock } = Promise.withResolvers<void>();
  const locking = withOneConnection(database.url, (sql) =>
    sql.begin(async () => {
      await sql`select 1 from runs where id = ${runId} for update`;
      haveLock();
      await mayEnd;
    }),
  );
  await locked;
  const appended = writer.append({ events: [progressed(1)] });
  const cancelWaiting = (sql: Sql) =>
    sql`select pg_cancel_backend(pid) from pg_stat_activity where wait_event_type = 'Lock' and application_name = 'triptych-log'`;
  await expect.poll(() => withOneConnection(database.url, cancelWaiting)).toHaveLength(1);
  endLock();
  await locking;
  expect(await appended).toEqual({ firstSeq: 2, lastSeq: 2 });
});

test("[E2] a statement that the server cancels is reported as one that took too long", async () => {
  const dialer = createDialer(parseConnection(database.url));
  const sql = createRawClient(dialer, 1);
  const slow = withDeadline("sleep", sql`select pg_sleep(20), 'slow'`);
  const refused = expect(slow).rejects.toMatchObject({ code: "statement-timeout" });
  const cancel = (admin: Sql) =>
    admin`select pg_cancel_backend(pid) from pg_stat_activity where query like '%''slow''' and state = 'active'`;
  await expect.poll(() => withOneConnection(database.url, cancel)).toHaveLength(1);
  await refused;
  await sql.end();
  dialer.close();
});
