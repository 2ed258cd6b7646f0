import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres, { type Sql } from "postgres";
import { parseConnection } from "./connection.ts";
import { createDial, type Dial } from "./dial.ts";
import { DatabaseUnavailableError } from "./errors.ts";
import { failedStream } from "./start-connection.ts";

/** Statements of our own: a tagged template whose values travel as parameters, prepared once a connection. */
export type RawClient = {
  <Row extends object>(strings: TemplateStringsArray, ...values: readonly Value[]): Promise<Row[]>;
  /** text made at run time from our own parts, never from input */
  run<Row extends object>(text: string, values: readonly Value[]): Promise<Row[]>;
  end(): Promise<void>;
};
export type Value = string | number | boolean | null;
/**
 * Without transactions: on a busy client, postgres.js 3.4.9 can lose the connection that it reserved for one, and other
 * callers' writes with it. A transaction has a connection of its own (`withOneConnection`).
 */
export type DrizzleClient = Omit<PostgresJsDatabase, "transaction"> & { end(): Promise<void> };

export type ClientSettings = {
  readonly name: string;
  readonly max: number;
  /** 0: statements have no limit */
  readonly statementTimeoutMs: number;
  readonly silenceLimitMs: number;
  readonly onNotice?: (channel: string, payload: string) => void;
};

const STATEMENT_TIMEOUT_MS = 15_000;
/** PostgreSQL's largest: 24 days. */
const LONGEST_TIMEOUT_MS = 2_147_483_647;
const END_LIMIT_SECONDS = 5;

/** The server limits every statement, so silence beyond that limit means that the connection is dead. */
const poolSettings = (name: string, max: number): ClientSettings => ({
  name,
  max,
  statementTimeoutMs: STATEMENT_TIMEOUT_MS,
  silenceLimitMs: STATEMENT_TIMEOUT_MS + 5_000,
});

export function createRawClient(dial: Dial, max: number): RawClient {
  const pool = createPool(dial, poolSettings("triptych-log", max), (sql) => sql);
  async function tag<Row extends object>(strings: TemplateStringsArray, ...values: readonly Value[]): Promise<Row[]> {
    return pool.current()<Row[]>(strings, ...values);
  }
  async function run<Row extends object>(text: string, values: readonly Value[]): Promise<Row[]> {
    return pool.current().unsafe<Row[]>(text, [...values], { prepare: true });
  }
  return Object.assign(tag, { run, end: () => pool.end() });
}

/** Queries composed with drizzle. It replaces its client's serialisers, so nothing else uses that client. */
export function createDrizzleClient(dial: Dial, max: number): DrizzleClient {
  const pool = createPool(dial, poolSettings("triptych-queries", max), (sql): DrizzleClient =>
    Object.assign(drizzle(sql, { casing: "snake_case" }), { end: () => pool.end() }),
  );
  return new Proxy(pool.current(), { get: (_, name) => Reflect.get(pool.current(), name) as unknown });
}

/** For work that belongs on one connection: locks, transactions, statements without a limit. */
export async function withOneConnection<Result>(
  databaseUrl: string,
  work: (sql: Sql) => Promise<Result>,
): Promise<Result> {
  const dial = createDial(parseConnection(databaseUrl), 10_000);
  const settings = { name: "triptych-admin", max: 1, statementTimeoutMs: 0, silenceLimitMs: Infinity };
  const sql = openClient(dial, settings, () => undefined);
  // its own writes a rollback to a connection that was lost, which throws where nobody catches it
  sql.begin = (async (inside: (sql: Sql) => Promise<unknown>) => {
    await sql`begin`;
    const result = await inside(sql);
    await sql`commit`;
    return result; // after an error the end of the connection rolls back
  }) as unknown as typeof sql.begin;
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: END_LIMIT_SECONDS });
    dial.close();
  }
}

type Pool<Client> = { current(): Client; end(): Promise<void> };

/** Clients of postgres.js, one after the other: the first use after a loss opens the next. */
function createPool<Client>(dial: Dial, settings: ClientSettings, wrap: (sql: Sql) => Client): Pool<Client> {
  let open: { readonly sql: Sql; readonly client: Client } | null = null;

  function current(): Client {
    if (open !== null) return open.client;
    const sql = openClient(dial, settings, () => {
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
 * A client of postgres.js that ends when it loses a connection; statements on its other connections are finished first.
 * postgres.js 3.4.9 itself would reconnect, and carry state of the lost connection over: half-read rows become holes in
 * the next result, a statement under way is acknowledged by the next connection's first message, unsent bytes block it.
 */
export function openClient(dial: Dial, settings: ClientSettings, onLost: () => void): Sql {
  const { host, port, database, user, password } = dial.to;
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
    // only for error messages, since the dial connects; a `host` would be cut at commas
    path: `${host}:${port}`,
    host: "database",
    database,
    user,
    password,
    max,
    // it leaves out a 0, and a limit of the server's own would hold
    connection: { application_name: name, statement_timeout: statementTimeoutMs || LONGEST_TIMEOUT_MS },
    // limits and pauses are the dial's
    connect_timeout: 0,
    idle_timeout: 0,
    max_lifetime: null,
    backoff: () => 0,
    fetch_types: false,
    onnotice: () => undefined,
    // not earlier: until it has released the lost connection it would still write to it. An end without a limit waits for
    // the statements under way, those of the lost connection included, so whoever ends the client too would wait forever
    onclose: () => void sql.end(max === 1 ? { timeout: 0 } : {}),
    // undocumented, and what its own `listen` is built on; that one reconnects without a pause and cannot be probed
    ...(onNotice === undefined ? {} : { onnotify: onNotice }),
    socket: () =>
      isLost ? failedStream(caller, new DatabaseUnavailableError("The connection was lost")) : dial.open(caller),
  };
  // not as a literal: the types lack the documented option `socket`
  const sql = postgres(options);
  return sql;
}
