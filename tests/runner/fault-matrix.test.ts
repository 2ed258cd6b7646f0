import type { FailureKind } from "../../lib/core/run/failure-kinds.ts";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { FAULT_KINDS, type FaultKind } from "../../lib/core/run/faults.ts";
import { SYNC_MODES, type SyncMode } from "../../lib/core/run/spec.ts";
import { createProcessSkillHost } from "../../lib/isolation/host/host.ts";
import { TEST_REGISTRY_URL } from "../support/skills/registry.ts";
import { startDrive } from "./drive-harness.ts";

const SIZES = { simple: 12, medium: 18, complex: 24 };
const SCENARIOS = Object.keys(SIZES) as (keyof typeof SIZES)[];
/** The disturbed scenario waits here until its gate file exists: in the middle of a batch, at no milestone and at no end of a step. */
const GATE_ITEM = 4;

const host = createProcessSkillHost({ parentEnv: process.env, registryUrl: TEST_REGISTRY_URL, graceMs: 50 });
const folder = mkdtempSync(join(tmpdir(), "triptych-faults-"));
afterAll(async () => {
  await host.endAll();
  rmSync(folder, { recursive: true, force: true });
});

type Case = readonly [fault: FaultKind, scenarioId: keyof typeof SIZES, sync: SyncMode];
const cases = FAULT_KINDS.flatMap((fault) =>
  SCENARIOS.flatMap((scenarioId) => SYNC_MODES.map((sync): Case => [fault, scenarioId, sync])),
);

/** Kind and message of the first failed batch. */
const EFFECTS: { readonly [fault in FaultKind]?: readonly [kind: FailureKind, message: unknown] } = {
  fail: ["exception", "Fault button: this batch was made to fail."],
  hang: ["timeout", "No item was finished for 1.5 s."],
  kill: ["exception", "The skill's process was killed by SIGKILL."],
  memory: ["memory", expect.stringMatching(/^The skill used \d+ MB; its limit is 160 MB\.$/)],
};

/** In lock-step batches have no retries, so that every fault except slow fails its scenario. */
function start([fault, scenarioId, sync]: Case, gateFile: string) {
  const options = { waitMs: 4, gateFile, gateItem: GATE_ITEM, gateScenario: scenarioId };
  const retry = { mode: "automatic", limit: sync === "lock-step" ? 0 : 2, backoffMs: 20 } as const;
  const stallLimitMs = fault === "hang" ? 1_500 : 60_000;
  const scenario = { batchSize: 6, memoryLimitMb: 160 };
  const items = Object.values(SIZES);
  return startDrive({ sync, items, milestones: [50, 75], options, retry, stallLimitMs, scenario }, {}, host);
}

type Run = Awaited<ReturnType<typeof start>>;

/** Injects the fault in the middle of a batch, and opens the gate once it has taken effect. */
async function disturb(run: Run, [fault, scenarioId]: Case, gateFile: string): Promise<void> {
  await run.seen(
    (event) =>
      event.type === "scenario.progressed" &&
      event.scenarioId === scenarioId &&
      event.totals.itemsDone === GATE_ITEM &&
      event.attempt === 1,
  );
  await run.send("fault", { scenarioId, fault });
  const isEffect = fault === "slow" || fault === "fail" ? "fault.injected" : "batch.failed";
  await run.seen((event) => event.type === isEffect && event.scenarioId === scenarioId);
  writeFileSync(gateFile, "");
}

/** Retries the failed scenario: one after the run has ended, the others while their siblings run. */
async function untilComplete(run: Run, [fault, scenarioId, sync]: Case, driving: Promise<unknown>): Promise<void> {
  if (fault === "slow" || (fault !== "fail" && sync !== "lock-step")) return void (await driving);
  await run.seen((event) => event.type === "scenario.failed" && event.scenarioId === scenarioId);
  if (scenarioId === "simple") await driving;
  await run.send("retry", { scenarioId });
  await driving;
  if ((await run.state()).status !== "complete") await run.claimAndDrive();
}

async function countedItems(run: Run, scenarioId: string): Promise<number[]> {
  const segments = await run.stores.log.readSegments(run.runId, scenarioId);
  const right = segments.flatMap(({ results }) => results.filter(({ ok }) => ok));
  return right.map(({ index }) => index).toSorted((a, b) => a - b);
}

describe.concurrent("each fault on each scenario in each mode", () => {
  test.each(cases)(
    "[D1][D2][D9] %s on %s, %s: the others finish, it recovers, every item counts once",
    async (...at) => {
      const [fault, scenarioId] = at;
      const gateFile = join(folder, at.join("-"));
      const run = await start(at, gateFile);
      const driving = run.claimAndDrive();
      await disturb(run, at, gateFile);
      await untilComplete(run, at, driving);
      const state = await run.state();
      expect(state.status).toBe("complete");
      expect(state.barrier).toBeNull();
      expect((await run.eventsOf("fault.injected")).map((fact) => [fact.scenarioId, fact.fault])).toEqual([
        [scenarioId, fault],
      ]);
      const failed = await run.eventsOf("batch.failed");
      expect(failed.every((fact) => fact.scenarioId === scenarioId)).toBe(true);
      expect([failed[0]?.kind, failed[0]?.message]).toEqual([EFFECTS[fault]?.[0], EFFECTS[fault]?.[1]]);
      for (const { id, attempt, totals } of state.scenarios) {
        const items = SIZES[id as keyof typeof SIZES];
        expect([id, attempt > 1, totals.itemsOk, totals.itemsFailed]).toEqual([
          id,
          id === scenarioId && (await run.eventsOf("scenario.failed")).length > 0,
          items,
          0,
        ]);
        expect(await countedItems(run, id)).toEqual(Array.from({ length: items }, (_, index) => index));
      }
    },
  );
});
