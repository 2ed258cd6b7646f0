import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { medianSorted } from "simple-statistics";
import { readConfig } from "../../lib/config.ts";
import { newId } from "../../lib/ids.ts";
import { createStores, type Stores } from "../../lib/store/stores.ts";
import { openDatabase } from "../../lib/supervisor/database.ts";
import { OWNER } from "../contract/event-log.ts";
import { AT, buildSpec, PRESENTER, progressed } from "../support/spec.ts";

/**
 * How long after `kill -9` of a PostgreSQL under load a process of ours reads, writes and listens again:
 * node tests/chaos/postgres-recovery.ts [rounds]. Four writers and four readers ask all the time.
 */
const rounds = Number(process.argv[2] ?? "10");
const dataDir = realpathSync(mkdtempSync(join(tmpdir(), "triptych-recovery-")));
const database = await openDatabase(readConfig({ NODE_ENV: "test", DATA_DIR: dataDir }), () => undefined);
const stores = await createStores({ databaseUrl: database.url });
const waiting = new Map<string, () => void>();
const reached = (what: string) => waiting.get(what)?.();
await stores.log.subscribe((notice) => notice.kind === "relisten" && reached("listening"));
let isOver = false;
const load = [...Array.from({ length: 4 }, () => write(stores)), ...Array.from({ length: 4 }, () => read(stores))];
const tookMs: Record<string, number[]> = { reading: [], writing: [], listening: [] };
for (let round = 0; round < rounds; round++) {
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const postmaster = readFileSync(join(dataDir, "postgres", "cluster", "postmaster.pid"), "utf8").split("\n")[0];
  process.kill(Number(postmaster), "SIGKILL");
  const killedAt = performance.now();
  // what was under way before the kill may still succeed
  await new Promise((resolve) => setTimeout(resolve, 50));
  const all = Object.entries(tookMs).map(([what, took]) =>
    new Promise<void>((resolve) => waiting.set(what, resolve)).then(() => took.push(performance.now() - killedAt)),
  );
  await Promise.all(all);
}
isOver = true;
await Promise.all(load);
await stores.close();
await database.close();
rmSync(dataDir, { recursive: true, force: true });
for (const [what, took] of Object.entries(tookMs)) {
  const sorted = took.toSorted((a, b) => a - b);
  console.log(
    `${rounds} kills, ${what} again after ${Math.round(medianSorted(sorted))} ms (median), ${Math.round(sorted.at(-1) ?? 0)} ms (longest)`,
  );
}

/** A run's writer, claimed anew after each failure. */
async function write({ runs, ownership, log }: Stores): Promise<void> {
  while (!isOver) {
    try {
      const runId = newId("run");
      await runs.create({ id: runId, spec: buildSpec(), actor: PRESENTER, at: AT });
      const claim = await ownership.claim(runId, OWNER);
      const writer = claim === null ? null : log.openWriter(claim);
      while (!isOver && writer !== null) {
        await writer.append({ events: [progressed(1)] });
        reached("writing");
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
      reached("reading");
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}
