import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "simple-statistics";
import { judgeGoal } from "../../bin/goals.ts";
import type { RunFilter } from "../../lib/core/ports/run-store.ts";
import { formatCursor } from "../../lib/store/runs/cursor.ts";
import { migrateDatabase } from "../../lib/store/connection/migrate.ts";
import { createPostgresRunStore } from "../../lib/store/runs/run-store.ts";
import { startEmbeddedPostgres } from "../../lib/supervisor/postgres/embedded-postgres.ts";
import { seedRuns } from "../support/many-runs.ts";
import { recordStatements, type Statement } from "../support/statement-plans.ts";

/**
 * Measures the database time of a page of past runs, over all statements that the store sends for it, compared with OFFSET
 * paging and with a search through every run. `npm run bench:review [runs]`, on a database of its own that it fills first.
 * Goals: at most 2 ms a page; the slowest search known takes less than a search through every run.
 */
const COUNT = Number(process.argv[2] ?? "100000");
const PAGE = 25;
const ROUNDS = 7;
const GOAL_MS = 2;

type Case = {
  readonly what: string;
  readonly filter: RunFilter;
  /** list position, 0–1 */
  readonly depths: readonly number[];
};
const DEPTHS = [0, 0.5, 0.999];
const filters: readonly Case[] = [
  { what: "all runs", filter: {}, depths: DEPTHS },
  { what: "status failed", filter: { status: "failed" }, depths: DEPTHS },
  { what: "skill and status complete", filter: { skillId: "security-scanning", status: "complete" }, depths: DEPTHS },
  { what: "a mode of 1 in 500", filter: { sync: "lock-step" }, depths: DEPTHS },
  { what: "a skill that only the oldest have", filter: { skillId: "retired-skill" }, depths: DEPTHS },
  { what: "what no run matches", filter: { skillId: "retired-skill", status: "queued" }, depths: [0] },
];
const searches: readonly Case[] = [
  ["of most titles", "scale"],
  ["of 1 run in 50", "in köln"],
  ["of 1 run in 1,000", "dress rehearsal"],
  ["one run's", "rehearsal 77770 "],
  ["a part of an id", "c0ffee"],
  ["one character", "q"],
  ["two that no run has", "qz"],
  ["signs of patterns", "100%_\\"],
  ["that no run has", "nothing holds this"],
].map(([what, search = ""]) => ({ what: `${what}: ${search}`, filter: { search }, depths: [0, 0.5, 0.98] }));
const unlucky: readonly Case[] = [
  { what: "of 15 in 100, all among the oldest", filter: { search: "spring tour" }, depths: [0] },
];

const folder = mkdtempSync(join(tmpdir(), "triptych-bench-"));
const server = await startEmbeddedPostgres({ folder, database: "bench" });
try {
  await migrateDatabase(server.url);
  const recorder = await recordStatements(server.url);
  await seedRuns(recorder.execute, COUNT);
  const measure = createMeasure(recorder);
  console.log(`${COUNT.toLocaleString("en")} runs, pages of ${PAGE}, database time in ms, median of ${ROUNDS}\n`);
  const withinGoal = (ours: number) => ours <= GOAL_MS;
  await report("filter", "OFFSET", filters, measure, withinGoal);
  await report("search for a term", "every run", searches, measure, withinGoal);
  await report("the slowest search known", "every run", unlucky, measure, (ours, other) => ours < other);
  await recorder.close();
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

type Measure = (filter: RunFilter, depth: number) => Promise<{ ours: number; other: number }>;

async function report(
  title: string,
  other: string,
  cases: readonly Case[],
  measure: Measure,
  isMet: (ours: number, other: number) => boolean,
): Promise<void> {
  console.log(`${title.padEnd(46)}${"from".padStart(8)}${"keyset".padStart(10)}${other.padStart(12)}`);
  for (const { what, filter, depths } of cases)
    for (const depth of depths) {
      const { ours, other: beside } = await measure(filter, depth);
      const from = `${Math.round(depth * 1_000) / 10} %`;
      const verdict = judgeGoal(isMet(ours, beside));
      console.log(
        `${what.padEnd(46)}${from.padStart(8)}${ours.toFixed(2).padStart(10)}${beside.toFixed(1).padStart(12)}   ${verdict}`,
      );
    }
  console.log("");
}

function createMeasure(recorder: Awaited<ReturnType<typeof recordStatements>>): Measure {
  const store = createPostgresRunStore(recorder.sql, recorder.db);

  async function timeOf(statements: readonly Statement[]): Promise<number> {
    const rounds: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      let sum = 0;
      for (const statement of statements) sum += (await recorder.explain(statement, "custom")).executionMs;
      rounds.push(sum);
    }
    return median(rounds);
  }

  return async (filter, depth) => {
    const { search, ...equal } = filter;
    const where = toCondition(equal);
    const { rows: counted } = await recorder.execute(`select count(*)::int as count from runs ${where}`);
    const skipped = Math.floor(Number(counted[0]?.["count"]) * depth);
    const { rows } = await recorder.execute(
      `select id, created_at from runs ${where} order by created_at desc, id desc offset ${skipped} limit 1`,
    );
    const [at] = rows;
    const cursor =
      depth === 0 || at === undefined
        ? null
        : formatCursor({ createdAt: new Date(String(at["created_at"])).toISOString(), id: String(at["id"]) });
    recorder.take();
    await store.list(filter, { limit: PAGE, cursor });
    const ours = await timeOf(recorder.take());
    const all = Object.keys(equal).length === 0;
    const byOffset = all
      ? `select run_id from run_search order by created_at desc, run_id desc offset ${skipped} limit ${PAGE}`
      : `select id from runs ${where} order by created_at desc, id desc offset ${skipped} limit ${PAGE}`;
    const bySearch = `select id from runs where title ilike $1 or skill_id ilike $1 or id ilike $1
      order by created_at desc, id desc limit ${PAGE}`;
    const other =
      search === undefined
        ? { text: byOffset, values: [] }
        : { text: bySearch, values: [`%${search.replace(/[\\%_]/g, "\\$&")}%`] };
    return { ours, other: await timeOf([other]) };
  };
}

/** Used with the constants above only, so nothing is escaped. */
function toCondition({ skillId, status, sync }: RunFilter): string {
  const parts = Object.entries({ skill_id: skillId, status, sync }).filter(([, value]) => value !== undefined);
  return parts.length === 0 ? "" : `where ${parts.map(([column, value]) => `${column} = '${value}'`).join(" and ")}`;
}
