import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "simple-statistics";
import { judgeGoal } from "../../../bin/goals.ts";
import { withOneConnection } from "../../../lib/store/connection/clients.ts";
import { withDatabase } from "../../../lib/store/connection/connection.ts";
import { migrateDatabase } from "../../../lib/store/connection/migrate.ts";
import { startEmbeddedPostgres } from "../../../lib/supervisor/postgres/embedded-postgres.ts";
import { measureHosts, measureSpawns } from "./host-kinds.ts";
import { installRivals } from "./installed.ts";
import { ITEMS_PER_BATCH, type PathResult, SCENARIOS } from "./steps.ts";
import { measureRival, measureRunner } from "./whole-path.ts";

/**
 * `npm run bench:host [-- hosts|path]`: what a batch costs through each kind of host, and the whole path of a run beside
 * LangGraph.js and DBOS. docs/benchmarks.md says what exactly each of them does. Installs the two by npm into a temporary folder.
 */
const BATCHES = 1_000;
const ROUNDS = 3;
const MAX_PER_BATCH_US = 250;
const MAX_PER_ITEM_US = 15;
const MIN_RATIO = 3;

const others = () => `${availableParallelism()} processors, load of the last minute ${(loadavg()[0] ?? 0).toFixed(1)}`;
console.log(`On ${others()}\n`);
const part = process.argv[2] ?? "all";
if (part !== "path") await reportHosts();
if (part !== "hosts") await reportPath();

async function reportHosts(): Promise<void> {
  const costs = await measureHosts();
  const [direct] = costs;
  console.log("A batch through each kind of host, medians; the parts by least squares");
  printRow(["", "1 item", "10 items", "100 items", "a batch adds", "an item adds", "≤ 250, ≤ 15"]);
  for (const cost of costs) {
    const [perBatchUs, perItemUs] = [
      cost.perBatchUs - (direct?.perBatchUs ?? 0),
      cost.perItemUs - (direct?.perItemUs ?? 0),
    ];
    const added = cost === direct ? ["", "", ""] : [toUs(perBatchUs), toUs(perItemUs)];
    const verdict = () => judgeGoal(perBatchUs <= MAX_PER_BATCH_US && perItemUs <= MAX_PER_ITEM_US);
    printRow([cost.name, ...cost.batchUs.map(toUs), ...added, cost === direct ? "" : verdict()]);
  }
  const spawned = (await measureSpawns()).map(({ name, perItemMs }) => `${name} ${perItemMs.toFixed(1)} ms`);
  console.log(`A process per item costs, per item: ${spawned.join(", ")}\n`);
}

function toUs(us: number): string {
  return `${us.toFixed(us < 10 ? 1 : 0)} µs`;
}

function printRow([name = "", ...cells]: readonly string[]): void {
  console.log(`  ${name.padEnd(36)}${cells.map((cell) => cell.padStart(14)).join("")}`);
}

type Row = {
  readonly name: string;
  readonly database: string;
  readonly isRival: boolean;
  readonly measure: (url: string) => Promise<PathResult & { readonly wholeSeconds?: number }>;
};

async function reportPath(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "triptych-bench-"));
  const rivals = join(folder, "installed");
  try {
    installRivals(rivals);
    const server = await startEmbeddedPostgres({ folder, database: "bench" });
    try {
      await migrateDatabase(server.url);
      await comparePaths(server.url, rivals);
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function comparePaths(url: string, rivals: string): Promise<void> {
  const langGraph = (durability: string) => (database: string) =>
    measureRival("./langgraph.ts", [rivals, database, durability, String(BATCHES)]);
  const rows: readonly Row[] = [
    {
      name: "Triptych, a process per scenario",
      database: "bench",
      isRival: false,
      measure: (own) => measureRunner(own, BATCHES),
    },
    { name: "LangGraph.js, durability exit", database: "langgraph_exit", isRival: true, measure: langGraph("exit") },
    { name: "LangGraph.js, durability sync", database: "langgraph_sync", isRival: true, measure: langGraph("sync") },
    {
      name: "DBOS",
      database: "dbos",
      isRival: true,
      measure: (database) => measureRival("./dbos.ts", [rivals, database, String(BATCHES)]),
    },
  ];
  const measured = rows.map((): (PathResult & { readonly wholeSeconds?: number })[] => []);
  // in alternating rounds, each on a database of its own, so that a slowdown of the machine affects all
  for (let round = 0; round < ROUNDS; round++)
    for (const [at, row] of rows.entries()) measured[at]?.push(await measureFresh(row, url, round));
  printPaths(rows, measured);
}

async function measureFresh(row: Row, url: string, round: number) {
  if (!row.isRival) return row.measure(url);
  const name = `${row.database}_${round}`;
  await withOneConnection(withDatabase(url, "postgres"), (sql) => sql.unsafe(`create database ${name}`));
  return row.measure(withDatabase(url, name));
}

function printPaths(
  rows: readonly Row[],
  measured: readonly (readonly (PathResult & { readonly wholeSeconds?: number })[])[],
): void {
  const items = SCENARIOS.length * BATCHES * ITEMS_PER_BATCH;
  const batches = SCENARIOS.length * BATCHES;
  const ownSeconds = median((measured[0] ?? []).map(({ seconds }) => seconds));
  console.log(
    `${SCENARIOS.length} scenarios × ${BATCHES} batches of ${ITEMS_PER_BATCH} items, medians of ${ROUNDS} rounds`,
  );
  printRow(["", "seconds", "batches/s", "stored", "ours is", "goal"]);
  for (const [at, row] of rows.entries()) {
    const results = measured[at] ?? [];
    const seconds = median(results.map((result) => result.seconds));
    const stored = Math.min(...results.map(({ storedItems }) => storedItems));
    const cells = [seconds.toFixed(2), Math.round(batches / seconds).toLocaleString("en"), `${stored} of ${items}`];
    const ratio = seconds / ownSeconds;
    const isInformation = row.name.endsWith("sync");
    const verdict = row.isRival && !isInformation ? [`≥ ${MIN_RATIO}×`, judgeGoal(ratio >= MIN_RATIO)] : [];
    printRow([row.name, ...cells, row.isRival ? `${ratio.toFixed(1)}×` : "", ...verdict]);
  }
  const wholes = (measured[0] ?? []).flatMap(({ wholeSeconds }) => wholeSeconds ?? []);
  console.log(
    `  Triptych from the click to the end, with starting processes and the judgement: ${median(wholes).toFixed(2)} s`,
  );
}
