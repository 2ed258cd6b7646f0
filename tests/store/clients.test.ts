import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { drizzle } from "drizzle-orm/postgres-js";
import type { Sql } from "postgres";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { demos } from "../../drizzle/schema/index.ts";
import {
  createDrizzleClient,
  createRawClient,
  openClient,
  withOneConnection,
} from "../../lib/store/connection/clients.ts";
import { parseConnection } from "../../lib/store/connection/connection.ts";
import { createDialer, type Dialer } from "../../lib/store/connection/dial.ts";
import { withDeadline } from "../../lib/store/connection/errors.ts";
import { createNoticeListener } from "../../lib/store/connection/listener.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { type DatabaseProxy, startDatabaseProxy } from "../support/database-proxy.ts";
import { TEST_CERTIFICATE } from "../support/test-certificate.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function openProxy(options?: Parameters<typeof startDatabaseProxy>[1]): Promise<[DatabaseProxy, Dialer]> {
  const proxy = await startDatabaseProxy(database.url, options);
  const dialer = createDialer(parseConnection(proxy.url));
  onTestFinished(async () => {
    dialer.close();
    await proxy.close();
  });
  return [proxy, dialer];
}

test("[E2] an interrupted result leaves nothing behind in the next one", async () => {
  const [proxy, dialer] = await openProxy();
  const sql = createRawClient(dialer, 1);
  const read = () => sql<{ n: number }>`select n, repeat('x', 1000) from generate_series(1, 1000) as n`;
  await read();
  proxy.breakAfter(100_000);
  await expect(withDeadline("read", read())).rejects.toMatchObject({ code: "database-unavailable" });
  const rows = await read();
  expect(rows.map(({ n }) => n)).toEqual(Array.from({ length: 1_000 }, (_, index) => index + 1));
});

test("[E2] statements on other connections are finished when one connection is lost", async () => {
  const [proxy, dialer] = await openProxy();
  const sql = createRawClient(dialer, 2);
  await Promise.all([sql`select pg_sleep(0.05)`, sql`select pg_sleep(0.05)`]);
  const slow = sql<{ pid: number }>`select pg_backend_pid() as pid from pg_sleep(0.5)`;
  const lost = sql`select pg_terminate_backend(pg_backend_pid())`;
  await expect(withDeadline("end myself", lost)).rejects.toMatchObject({ code: "database-unavailable" });
  await sql`select 1`;
  expect(await slow).toHaveLength(1);
  await expect.poll(() => proxy.counts).toEqual({ opened: 3, open: 1 });
});

test("[E2] drizzle queries work again after a lost connection", async () => {
  const [proxy, dialer] = await openProxy();
  const db = createDrizzleClient(dialer, 1);
  await db.select().from(demos);
  proxy.breakAfter(1);
  await expect(withDeadline("list", db.select().from(demos))).rejects.toMatchObject({ code: "database-unavailable" });
  await db.select().from(demos);
  await db.end();
  await expect.poll(() => proxy.counts).toEqual({ opened: 2, open: 0 });
});

test("[E2] a silently dead connection is dropped, and the next one works", async () => {
  const [proxy, dialer] = await openProxy();
  const settings = { name: "test", max: 1, statementTimeoutMs: 0, silenceLimitMs: 1_000 };
  const { promise: lost, resolve } = Promise.withResolvers<void>();
  const sql = openClient(dialer, settings, resolve);
  await sql`select 1`;
  proxy.hold();
  await expect(withDeadline("ask", sql`select 1`)).rejects.toMatchObject({ message: /cannot be reached/ });
  await lost;
  proxy.release();
  expect([...(await openClient(dialer, settings, () => undefined)`select 1 as one`)]).toEqual([{ one: 1 }]);
});

test("[E2] a server that closes every new connection gets attempts in proportion to the outage, and callers fail at once", async () => {
  let asked = 0;
  const server = createServer((socket) => {
    asked++;
    socket.on("error", () => undefined);
    socket.end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const dialer = createDialer(parseConnection(`postgres://nobody@127.0.0.1:${port}/nothing`));
  const sql = createRawClient(dialer, 4);
  const startedAt = performance.now();
  let slowestMs = 0;
  while (performance.now() - startedAt < 2_000) {
    const calledAt = performance.now();
    await expect(withDeadline("ask", sql`select 1`)).rejects.toMatchObject({ code: "database-unavailable" });
    slowestMs = Math.max(slowestMs, performance.now() - calledAt);
  }
  expect(slowestMs).toBeLessThan(500);
  expect(asked).toBeLessThan(40);
  await sql.end();
  server.close();
});

test("[E2] work on one connection fails when that is lost, in a transaction too", async () => {
  const loseMine = "select pg_terminate_backend(pg_backend_pid())";
  const lost = { code: "database-unavailable" };
  await expect(
    withDeadline(
      "work",
      withOneConnection(database.url, (sql) => sql.unsafe(loseMine)),
    ),
  ).rejects.toMatchObject(lost);
  const inTransaction = withOneConnection(database.url, (sql) =>
    drizzle(sql).transaction((queries) => queries.execute(loseMine)),
  );
  await expect(withDeadline("work", inTransaction)).rejects.toMatchObject({ message: /cannot be reached/ });
});

test("a transaction on one connection is kept whole or not at all", async () => {
  const add = (sql: Sql, what: string) =>
    drizzle(sql).transaction(async (queries) => {
      await queries.execute("create table if not exists kept (what text)");
      await queries.execute(`insert into kept values ('${what}')`);
      if (what === "bad") throw new Error("not this one");
    });
  await withOneConnection(database.url, (sql) => add(sql, "good"));
  await expect(withOneConnection(database.url, (sql) => add(sql, "bad"))).rejects.toThrow("not this one");
  expect([...(await withOneConnection(database.url, (sql) => sql`select what from kept`))]).toEqual([{ what: "good" }]);
});

test("work on one connection has no limit, whatever the server's own is", async () => {
  const limited = await createTestDatabase();
  const name = new URL(limited.url).pathname.slice(1);
  await withOneConnection(limited.url, (sql) => sql.unsafe(`alter database "${name}" set statement_timeout = 50`));
  expect(await withOneConnection(limited.url, (sql) => sql`select pg_sleep(0.2)`)).toHaveLength(1);
  await limited.drop();
});

test("[E2] a client ends at once after its only connection was lost under a statement", async () => {
  const [, dialer] = await openProxy();
  const settings = { name: "test", max: 1, statementTimeoutMs: 0, silenceLimitMs: 5_000 };
  const sql = openClient(dialer, settings, () => undefined);
  await expect(sql`select pg_terminate_backend(pg_backend_pid())`).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
  await new Promise((resolve) => setTimeout(resolve, 10));
  const startedAt = performance.now();
  await sql.end({ timeout: 3 });
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});

test("a statement under way when its dialer closes fails as one without a database", async () => {
  const [, dialer] = await openProxy();
  const slow = createRawClient(dialer, 1)`select pg_sleep(5)`;
  const refused = expect(withDeadline("sleep", slow)).rejects.toMatchObject({ code: "database-unavailable" });
  const isAsleep = (sql: Sql) => sql`select 1 from pg_stat_activity where query = 'select pg_sleep(5)'`;
  await expect.poll(() => withOneConnection(database.url, isAsleep)).toHaveLength(1);
  dialer.close();
  await refused;
});

test("[E2] a server that hangs up when asked for encryption fails at once", async () => {
  const server = createServer((socket) => {
    socket.on("error", () => undefined).once("data", () => socket.end());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const dialer = createDialer(parseConnection(`postgres://nobody@127.0.0.1:${port}/nothing?sslmode=require`));
  const startedAt = performance.now();
  const asked = withDeadline("ask", createRawClient(dialer, 1)`select 1`);
  await expect(asked).rejects.toMatchObject({ cause: { message: "The server hung up" } });
  expect(performance.now() - startedAt).toBeLessThan(2_000);
  dialer.close();
  server.close();
});

test("[E2] a listener closed while reconnecting leaves no connection", async () => {
  const [proxy, dialer] = await openProxy();
  const listener = createNoticeListener(dialer);
  const received: string[] = [];
  await listener.subscribe("stages", { onNotice: (payload) => received.push(payload), onRelisten: () => undefined });
  await withOneConnection(database.url, (sql) => sql`select pg_notify('stages', 'stage_1')`);
  await expect.poll(() => received).toEqual(["stage_1"]);
  await withOneConnection(
    database.url,
    (sql) => sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'triptych-listen'`,
  );
  proxy.hold();
  await expect.poll(() => proxy.counts, { interval: 5 }).toEqual({ opened: 2, open: 1 });
  const closed = listener.close();
  proxy.release();
  await closed;
  await expect.poll(() => proxy.counts).toEqual({ opened: 2, open: 0 });
});

test("[O1] a connection is encrypted, and the server verified, as the URL requires", async () => {
  const [, required] = await openProxy({ sslmode: "require", certificate: TEST_CERTIFICATE });
  expect(await createRawClient(required, 1)`select 1 as one`).toHaveLength(1);
  const [, verified] = await openProxy({ sslmode: "verify-full", certificate: TEST_CERTIFICATE });
  await expect(createRawClient(verified, 1)`select 1`).rejects.toMatchObject({ code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
  const [, plain] = await openProxy({ sslmode: "require" });
  await expect(createRawClient(plain, 1)`select 1`).rejects.toThrow("does not offer an encrypted connection");
});
