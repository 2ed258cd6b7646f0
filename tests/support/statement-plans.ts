import { drizzle } from "drizzle-orm/pg-proxy";
import pg from "pg";
import { z } from "zod";
import type { DrizzleClient, RawClient, Value } from "../../lib/store/connection/clients.ts";
import { parseConnection } from "../../lib/store/connection/connection.ts";

export type Statement = { readonly text: string; readonly values: readonly unknown[] };
/** "generic": planned without the values, as the server may do for prepared statements */
export type PlanMode = "custom" | "generic";
export type PlanNode = {
  readonly type: string;
  readonly relation: string | null;
  readonly index: string | null;
  /** rows read, returned or not, over all loops */
  readonly rowsRead: number;
};
export type Plan = { readonly executionMs: number; readonly nodes: readonly PlanNode[] };

const Node = z.looseObject({
  "Node Type": z.string(),
  "Relation Name": z.string().optional(),
  "Index Name": z.string().optional(),
  "Actual Rows": z.number(),
  "Actual Loops": z.number(),
  "Rows Removed by Filter": z.number().default(0),
  "Rows Removed by Index Recheck": z.number().default(0),
  Plans: z.array(z.unknown()).default([]),
});
const Explained = z.tuple([z.object({ Plan: z.unknown(), "Execution Time": z.number() })]);

/** Clients for the stores that record the statements sent through them, and explain them. */
export async function recordStatements(databaseUrl: string) {
  const client = new pg.Client(parseConnection(databaseUrl));
  await client.connect();
  let sent: Statement[] = [];

  const database: Database = {
    async run(text, values) {
      sent.push({ text, values });
      return (await client.query<Record<string, unknown>>(text, [...values])).rows;
    },
    async runRows(text, values) {
      sent.push({ text, values });
      return (await client.query<unknown[]>({ text, values: [...values], rowMode: "array" })).rows;
    },
  };

  async function explain({ text, values }: Statement, mode: PlanMode): Promise<Plan> {
    await client.query("begin");
    try {
      await client.query(`set local plan_cache_mode = force_${mode}_plan`);
      await client.query(`prepare probe as ${text}`);
      const given = values.length === 0 ? "" : `(${values.map(toLiteral).join(", ")})`;
      const { rows } = await client.query<{ "QUERY PLAN": unknown }>(
        `explain (analyze, timing off, format json) execute probe${given}`,
      );
      const [{ Plan, "Execution Time": executionMs }] = Explained.parse(rows[0]?.["QUERY PLAN"]);
      return { executionMs, nodes: listNodes(Plan) };
    } finally {
      // an explained statement must not take effect
      await client.query("rollback; deallocate all");
    }
  }

  return {
    sql: toRawClient(database),
    db: toDrizzleClient(database),
    execute: (text: string, values: readonly unknown[] = []) => client.query(text, [...values]),
    explain,
    /** the statements sent since the last call */
    take: () => sent.splice(0),
    close: () => client.end(),
  };
}

type Database = {
  run(text: string, values: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /** rows as arrays, because a row may contain a name twice */
  runRows(text: string, values: readonly unknown[]): Promise<unknown[][]>;
};

function toRawClient({ run }: Database): RawClient {
  // Safe: callers specify the row that their own statement selects, as with the real client.
  const runTyped = async <Row extends object>(text: string, values: readonly Value[]) =>
    (await run(text, values)) as Row[];
  const tag = <Row extends object>(strings: TemplateStringsArray, ...values: readonly Value[]) =>
    runTyped<Row>(
      strings.reduce((text, part, index) => `${text}$${index}${part}`),
      values,
    );
  return Object.assign(tag, { run: runTyped, end: async () => undefined });
}

// Safe: stores only use the query builder, which is the same for every drizzle driver.
function toDrizzleClient({ runRows }: Database): DrizzleClient {
  const proxy = drizzle(
    async (text, values: unknown[]) => ({
      rows: (await runRows(text, values)).map((row) => row.map(toDriverValue)),
    }),
    { casing: "snake_case" },
  );
  return proxy as unknown as DrizzleClient;
}

/** drizzle parses times from the server's text. */
function toDriverValue(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : value;
}

function toLiteral(value: unknown): string {
  if (value === null) return "null";
  if (value instanceof Date) return pg.escapeLiteral(value.toISOString());
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return pg.escapeLiteral(String(value));
  throw new Error(`${typeof value} is no value of a statement`);
}

function listNodes(raw: unknown): PlanNode[] {
  const node = Node.parse(raw);
  const rows = node["Actual Rows"] + node["Rows Removed by Filter"] + node["Rows Removed by Index Recheck"];
  const own = {
    type: node["Node Type"],
    relation: node["Relation Name"] ?? null,
    index: node["Index Name"] ?? null,
    rowsRead: Math.round(rows * node["Actual Loops"]),
  };
  return [own, ...node.Plans.flatMap(listNodes)];
}
