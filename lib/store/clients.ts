import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { parseConnection } from "./connection.ts";

/** For statements of our own. Never wrapped by drizzle, which replaces a client's serialisers. */
export type RawClient = ReturnType<typeof createRawClient>;
export type DrizzleClient = ReturnType<typeof createDrizzleClient>;

const STATEMENT_TIMEOUT_MS = 15_000;

export function createRawClient(databaseUrl: string, max: number) {
  return postgres({ ...parseConnection(databaseUrl), ...options("triptych-log"), max, fetch_types: false });
}

/** For queries composed with drizzle. No transactions on it either: see ARCHITECTURE.md. */
export function createDrizzleClient(databaseUrl: string, max: number) {
  const client = postgres({ ...parseConnection(databaseUrl), ...options("triptych-queries"), max, fetch_types: false });
  const db = drizzle(client, { casing: "snake_case" });
  return Object.assign(db, { end: () => client.end({ timeout: 2 }) });
}

function options(name: string) {
  return {
    connect_timeout: 5,
    // a database that restarts is tried again soon, one that is away is not hammered
    backoff: (retries: number) => Math.min(2, 0.05 * 2 ** retries),
    onnotice: () => undefined,
    connection: { application_name: name, statement_timeout: STATEMENT_TIMEOUT_MS },
  };
}
