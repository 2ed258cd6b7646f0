import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres, { type Sql } from "postgres";
import { parseConnection } from "./connection.ts";
import { createDialer, type Dialer } from "./dial.ts";
import { DatabaseUnavailableError, STATEMENT_TIMEOUT_MS } from "./errors.ts";
import { failedStream } from "./start-connection.ts";

/** Raw SQL: a tagged template whose values are sent as parameters, prepared once per connection. */
export type RawClient = {
  <Row extends object>(strings: TemplateStringsArray, ...values: readonly Value[]): Promise<Row[]>;
  /** SQL composed at run time from constant parts, never from input */
  run<Row extends object>(text: string, values: readonly Value[]): Promise<Row[]>;
  end(): Promise<void>;
};
export type Value = string | number | boolean | null;
/**
 * Without transactions: on a busy client, postgres.js 3.4.9 can lose the connection reserved for a transaction, and
 * other callers' writes with it. Transactions use a separate connection (`withOneConnection`).
 */
export type DrizzleClient = Omit<PostgresJsDatabase, "transaction"> & { end(): Promise<void> };

export type ClientSettings = {
  readonly name: string;
  readonly max: number;
  /** 0: no limit */
  readonly statementTimeoutMs: number;
  readonly silenceLimitMs: number;
  readonly onNotice?: (channel: string, payload: string) => void;
};

/** PostgreSQL's largest: 24 days. */
const LONGEST_TIMEOUT_MS = 2_147_483_647;
const END_LIMIT_SECONDS = 5;

/** The server limits the duration of every statement, so silence beyond that limit means a dead connection. */
const poolSettings = (name: string, max: number): ClientSettings => ({
  name,
  max,
  statementTimeoutMs: STATEMENT_TIMEOUT_MS,
  silenceLimitMs: STATEMENT_TIMEOUT_MS + 5_000,
});

export function createRawClient(dialer: Dialer, max: number): RawClient {
  const pool = createPool(dialer, poolSettings("triptych-log", max), (sql) => sql);
  async function tag<Row extends object>(strings: TemplateStringsArray, ...values: readonly Value[]): Promise<Row[]> {
    return pool.current()<Row[]>(strings, ...values);
  }
  async function run<Row extends object>(text: string, values: readonly Value[]): Promise<Row[]> {
    return pool.current().unsafe<Row[]>(text, [...values], { prepare: true });
  }
  return Object.assign(tag, { run, end: () => pool.end() });
}

/** For queries built with drizzle. drizzle replaces the serialisers of its client, so nothing else may use that client. */
export function createDrizzleClient(dialer: Dialer, max: number): DrizzleClient {
  const pool = createPool(dialer, poolSettings("triptych-queries", max), (sql): DrizzleClient =>
    Object.assign(drizzle(sql, { casing: "snake_case" }), { end: () => pool.end() }),
  );
  return new Proxy(pool.current(), { get: (_, name) => Reflect.get(pool.current(), name) as unknown });
}

/** For work that needs a dedicated connection: locks, transactions, statements without a time limit. */
export async function withOneConnection<Result>(
  databaseUrl: string,
  work: (sql: Sql) => Promise<Result>,
): Promise<Result> {
  const dialer = createDialer(parseConnection(databaseUrl), 10_000);
  const settings = { name: "triptych-admin", max: 1, statementTimeoutMs: 0, silenceLimitMs: Infinity };
  const sql = openClient(dialer, settings, () => undefined);
  // postgres.js would write its rollback to a lost connection, and that throws where nobody catches it
  sql.begin = (async (inside: (sql: Sql) => Promise<unknown>) => {
    await sql`begin`;
    const result = await inside(sql);
    await sql`commit`;
    return result; // after an error, the end of the connection rolls back
  }) as unknown as typeof sql.begin;
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: END_LIMIT_SECONDS });
    dialer.close();
  }
}

type Pool<Client> = { current(): Client; end(): Promise<void> };

/** A sequence of postgres.js clients: the first use after a lost connection opens a new client. */
function createPool<Client>(dialer: Dialer, settings: ClientSettings, wrap: (sql: Sql) => Client): Pool<Client> {
  let open: { readonly sql: Sql; readonly client: Client } | null = null;

  function current(): Client {
    if (open !== null) return open.client;
    const sql = openClient(dialer, settings, () => {
      if (open?.sql === sql) open = null;
    });
    open = { sql, client: wrap(sql) };
    return open.client;
  }
  return {
    current,
    async end() {
      await open?.sql.end({ timeout: END_LIMIT_SECONDS });
    },
  };
}

/**
 * A postgres.js client that ends when it loses a connection, after finishing the statements on its other connections.
 * postgres.js 3.4.9 itself would reconnect and carry over state of the lost connection: half-read rows become holes in the
 * next result, a running statement is acknowledged by the next connection's first message, unsent bytes block it.
 */
export function openClient(dialer: Dialer, settings: ClientSettings, onLost: () => void): Sql {
  const { host, port, database, user, password } = dialer.to;
  const { name, max, statementTimeoutMs, silenceLimitMs, onNotice } = settings;
  let isLost = false;
  const caller = {
    silenceLimitMs,
    onLost() {
      if (isLost) return;
      isLost = true;
      onLost();
    },
  };
  const options = {
    // used in error messages only, because the dialer connects; a `host` would be split at commas
    path: `${host}:${port}`,
    host: "database",
    database,
    user,
    password,
    max,
    // postgres.js leaves out a 0, and then the server's own limit would apply
    connection: { application_name: name, statement_timeout: statementTimeoutMs || LONGEST_TIMEOUT_MS },
    // the dialer handles timeouts and back-off
    connect_timeout: 0,
    idle_timeout: 0,
    max_lifetime: null,
    backoff: () => 0,
    fetch_types: false,
    onnotice: () => undefined,
    // not earlier: until it has released the lost connection, postgres.js would still write to it. An end without a limit
    // waits for pending statements, those of the lost connection included, so a second `end` would wait forever
    onclose: () => {
      if (isLost) void sql.end(max === 1 ? { timeout: 0 } : {});
    },
    // undocumented; the client's own `listen` uses it, but reconnects without a pause and cannot be probed
    ...(onNotice === undefined ? {} : { onnotify: onNotice }),
    socket: () =>
      isLost ? failedStream(new DatabaseUnavailableError("The connection was lost")) : dialer.open(caller),
  };
  // not an object literal: the types lack the documented option `socket`
  const sql = postgres(options);
  return sql;
}
