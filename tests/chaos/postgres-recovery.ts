import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { medianSorted } from "simple-statistics";
import { readConfig } from "../../lib/config.ts";
import { newId } from "../../lib/ids.ts";
import { createStores, type Stores } from "../../lib/store/stores.ts";
import { openDatabase } from "../../lib/supervisor/postgres/database.ts";
import { isReady, waitUntil } from "../../lib/supervisor/postgres/leftovers.ts";
import { OWNER } from "../contract/event-log.ts";
import { AT, buildSpec, PRESENTER, progressed } from "../support/spec.ts";

/**
 * Measures how long PostgreSQL takes to be ready again after `kill -9` under load, and how long after that our clients read,
 * write and listen again: node tests/chaos/postgres-recovery.ts [rounds]. Four writers and four readers generate the load.
 */
const rounds = Number(process.argv[2] ?? "10");
const dataDir = realpathSync(mkdtempSync(join(tmpdir(), "triptych-recovery-")));
const database = await openDatabase(readConfig({ NODE_ENV: "test", DATA_DIR: dataDir }), () => undefined);
const stores = await createStores({ databaseUrl: database.url });
type Work = "reading" | "writing" | "listening";
const waiting = new Map<Work, () => void>();
const report = (what: Work) => waiting.get(what)?.();
async function after(what: Work): Promise<readonly [Work, number]> {
  await new Promise<void>((resolve) => waiting.set(what, resolve));
  return [what, performance.now()];
}
await stores.log.subscribe((notice) => notice.kind === "relisten" && report("listening"));
let isOver = false;
const load = [...Array.from({ length: 4 }, () => write(stores)), ...Array.from({ length: 4 }, () => read(stores))];
const cluster = join(dataDir, "postgres", "cluster");
const pidFile = join(cluster, "postmaster.pid");
const postmaster = () => Number(readFileSync(pidFile, "utf8").split("\n")[0]);
const readyInMs: number[] = [];
const tookMs: Record<Work, number[]> = { reading: [], writing: [], listening: [] };
for (let round = 0; round < rounds; round++) {
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const killed = postmaster();
  process.kill(killed, "SIGKILL");
  const killedAt = performance.now();
  const listening = after("listening");
  await waitUntil(() => existsSync(pidFile) && postmaster() !== killed && isReady(cluster, postmaster()), 60_000);
  const readyAt = performance.now();
  readyInMs.push(readyAt - killedAt);
  // not earlier: backends may outlive the postmaster for some statements
  const reached = await Promise.all([listening, after("reading"), after("writing")]);
  for (const [what, at] of reached) tookMs[what].push(Math.max(0, at - readyAt));
}
isOver = true;
await Promise.all(load);
await stores.close();
await database.close();
rmSync(dataDir, { recursive: true, force: true });
console.log(`${rounds} kills: ready again after ${describe(readyInMs)}`);
for (const [what, took] of Object.entries(tookMs)) console.log(`  then ${what} after ${describe(took)}`);

function describe(tookMs: readonly number[]): string {
  const sorted = tookMs.toSorted((a, b) => a - b);
  return `${Math.round(medianSorted(sorted))} ms (median), ${Math.round(sorted.at(-1) ?? 0)} ms (longest)`;
}

/** A run's writer, claimed again after each failure. */
async function write({ runs, ownership, log }: Stores): Promise<void> {
  while (!isOver) {
    try {
      const runId = newId("run");
      await runs.create({ id: runId, spec: buildSpec(), actor: PRESENTER, at: AT });
      const claim = await ownership.claim(runId, OWNER);
      const writer = claim === null ? null : log.openWriter(claim);
      while (!isOver && writer !== null) {
        await writer.append({ events: [progressed(1)] });
        report("writing");
      }
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}

async function read({ log }: Stores): Promise<void> {
  while (!isOver) {
    try {
      await log.read("run_of_nobody", 0);
      report("reading");
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}
