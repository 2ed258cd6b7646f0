import { execFileSync } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readConfig } from "../../lib/config.ts";
import { newId } from "../../lib/ids.ts";
import { createStores, type Stores } from "../../lib/store/stores.ts";
import { openDatabase } from "../../lib/supervisor/postgres/database.ts";
import { OWNER } from "../contract/event-log.ts";
import { AT, buildSpec, PRESENTER, progressed } from "../support/spec.ts";

const dataDir = realpathSync(mkdtempSync(join(tmpdir(), "triptych-full-")));
const isMounted = mountSmallDisk();
afterAll(() => {
  if (isMounted) execFileSync("umount", [dataDir]);
  rmSync(dataDir, { recursive: true, force: true });
});

/** False without the permission to mount. */
function mountSmallDisk(): boolean {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=110m", "tmpfs", dataDir], { stdio: "pipe" });
    return true;
  } catch {
    return false;
  }
}

const ballast = join(dataDir, "ballast");

/** PostgreSQL gives some space back now and then, so the disk is filled up again until the returned function is called. */
function keepDiskFull(): () => void {
  const fill = () => {
    for (const bytes of [1_000_000, 4_096]) {
      try {
        for (;;) appendFileSync(ballast, Buffer.alloc(bytes));
      } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
      }
    }
  };
  fill();
  const timer = setInterval(fill, 20);
  return () => {
    clearInterval(timer);
    rmSync(ballast);
  };
}

async function appendUntilRefused(
  append: () => Promise<{ lastSeq: number }>,
): Promise<{ lastSeq: number; error: unknown }> {
  for (let lastSeq = 0; ;) {
    try {
      ({ lastSeq } = await append());
    } catch (error) {
      return { lastSeq, error };
    }
  }
}

const results = Array.from({ length: 2_000 }, (_, index) => ({
  index,
  ok: true,
  error: null,
  values: { seen: index, echoed: Math.sqrt(index) },
  samples: {},
  outcome: `right ${newId("cmd")}`,
}));
const segment = { scenarioId: "simple", attempt: 1, fromItem: 0, toItem: 2_000, durationMs: 1, results };

async function openWriter(stores: Stores, runId: string) {
  const claim = await stores.ownership.claim(runId, OWNER);
  if (claim === null) throw new Error("not claimed");
  const writer = stores.log.openWriter(claim);
  return { claim, append: () => writer.append({ events: [progressed(1)], segments: [segment] }) };
}

test.runIf(isMounted)(
  "[E2][O1] a full disk is named, and everything acknowledged is there once it has space, even if PostgreSQL was killed",
  { timeout: 120_000 },
  async () => {
    const said: string[] = [];
    const database = await openDatabase(readConfig({ NODE_ENV: "test", DATA_DIR: dataDir }), (line) => said.push(line));
    const stores = await createStores({ databaseUrl: database.url });
    const runId = newId("run");
    await stores.runs.create({ id: runId, spec: buildSpec(), actor: PRESENTER, at: AT });
    const { claim, append } = await openWriter(stores, runId);
    const first = await append();

    const makeRoom = keepDiskFull();
    const { lastSeq, error } = await appendUntilRefused(append);
    expect(error).toMatchObject({ code: "database-exhausted", shortage: "disk-full" });
    await expect(stores.storage.probe()).rejects.toMatchObject({ shortage: "disk-full" });
    expect(await stores.log.read(runId, 0)).toHaveLength(Math.max(first.lastSeq, lastSeq));

    const postmaster = readFileSync(join(dataDir, "postgres", "cluster", "postmaster.pid"), "utf8").split("\n")[0];
    process.kill(Number(postmaster), "SIGKILL");
    const sayings = () => said.filter((line) => line.includes("is full"));
    await expect.poll(sayings, { timeout: 30_000 }).not.toEqual([]);
    makeRoom();

    await expect.poll(() => stores.storage.probe().then(() => "stored", String), { timeout: 30_000 }).toBe("stored");
    const kept = await stores.log.read(runId, 0);
    expect(kept.map(({ seq }) => seq)).toEqual(kept.map((_, index) => index + 1));
    expect(kept).toHaveLength(Math.max(first.lastSeq, lastSeq));
    expect(await stores.log.readSegments(runId, "simple")).toHaveLength(kept.length - 1);
    await stores.ownership.release(claim);
    const again = await openWriter(stores, runId);
    expect(again.claim.crashes).toBe(0);
    expect((await again.append()).firstSeq).toBe(kept.length + 1);
    await stores.close();
    await database.close();
  },
);
