import { createHash } from "node:crypto";
import pg from "pg";
import type { RawClient, Value } from "../lib/store/connection/clients.ts";
import { parseConnection } from "../lib/store/connection/connection.ts";

/** The same statements through pg, which the queue brings along: what `npm run bench:log` measures our driver against. */
export function createPgClient(databaseUrl: string, max: number): RawClient {
  const pool = new pg.Pool({ ...parseConnection(databaseUrl), max, idleTimeoutMillis: 0 });
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
