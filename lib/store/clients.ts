import { createHash } from "node:crypto";
import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { parseConnection } from "./connection.ts";

/** Statements of our own: a tagged template whose values travel as parameters, prepared once a connection. */
export type RawClient = {
  <Row extends object>(strings: TemplateStringsArray, ...values: readonly Value[]): Promise<Row[]>;
  /** text made at run time from our own parts, never from input */
  run<Row extends object>(text: string, values: readonly Value[]): Promise<Row[]>;
  end(): Promise<void>;
};
export type Value = string | number | boolean | null;
export type DrizzleClient = ReturnType<typeof createDrizzleClient>;

const STATEMENT_TIMEOUT_MS = 15_000;

export function createRawClient(databaseUrl: string, max: number): RawClient {
  const pool = createPool(databaseUrl, "triptych-log", max);
  const names = new Map<string, string>();

  async function run<Row extends object>(text: string, values: readonly Value[]): Promise<Row[]> {
    const name = names.get(text) ?? createHash("sha1").update(text).digest("hex");
    names.set(text, name);
    return (await pool.query<Row>({ name, text, values: [...values] })).rows;
  }

  const tag = <Row extends object>(strings: TemplateStringsArray, ...values: readonly Value[]) =>
    run<Row>(
      strings.reduce((text, part, index) => `${text}$${index}${part}`),
      values,
    );
  return Object.assign(tag, { run, end: () => pool.end() });
}

/** Queries composed with drizzle. */
export function createDrizzleClient(databaseUrl: string, max: number) {
  const pool = createPool(databaseUrl, "triptych-queries", max);
  return Object.assign(drizzle(pool, { casing: "snake_case" }), { end: () => pool.end() });
}

function createPool(databaseUrl: string, name: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    ...parseConnection(databaseUrl),
    application_name: name,
    max,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: 5_000,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    // of a connection that died without a word: the server's own limit cannot reach us there, and the pool would run dry
    query_timeout: STATEMENT_TIMEOUT_MS + 5_000,
    keepAlive: true,
  });
  // an idle connection was closed by the server: the pool has dropped it, and the next statement opens another
  pool.on("error", () => undefined);
  return pool;
}
