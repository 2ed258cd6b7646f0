import { describe, expect, test } from "vitest";
import { createRandom, drawInteger } from "../../lib/core/inputs/data.ts";
import { FAULT_KINDS } from "../../lib/core/run/faults.ts";
import { SYNC_MODES } from "../../lib/core/run/spec.ts";
import { isEnded } from "../../lib/core/run/statuses.ts";
import type { FakeBatch, FakeBehaviour } from "../support/fake-skill-host.ts";
import { startDrive } from "./drive-harness.ts";

const ITEMS = [7, 13, 21];
const IDS = ["simple", "medium", "complex"] as const;
const TURNS = 25;
const seeds = Array.from({ length: 24 }, (_, seed) => seed);

type Chaos = { readonly random: () => number; wild: boolean };

/** While `wild`, batches randomly fail, kill their worker, exceed their memory or hang. */
function misbehave(chaos: Chaos): FakeBehaviour {
  const dice = new Map<FakeBatch, number>();
  const rollOf = (batch: FakeBatch): number => {
    const roll = dice.get(batch) ?? (chaos.wild ? drawInteger(chaos.random, 12) : 12);
    dice.set(batch, roll);
    return roll;
  };
  const bad = { ok: false, message: "broken by chance" } as const;
  return {
    reported: (batch) => {
      const size = batch.toItem - batch.fromItem;
      return rollOf(batch) < 4 ? drawInteger(chaos.random, size + 1) : size;
    },
    outcome: (batch) => {
      const roll = rollOf(batch);
      if (roll === 0) return { ...bad, kind: "exception", workerLost: true };
      if (roll === 1) return { ...bad, kind: "validation", workerLost: false };
      if (roll === 2) return { ...bad, kind: "memory", workerLost: true };
      return roll === 3 ? "never" : { ok: true };
    },
  };
}

type Run = Awaited<ReturnType<typeof startDrive>>;

async function disturb(run: Run, { random }: Chaos): Promise<void> {
  const scenarioId = IDS[drawInteger(random, IDS.length)] ?? "simple";
  const fault = [null, ...FAULT_KINDS][drawInteger(random, FAULT_KINDS.length + 1)] ?? null;
  switch (drawInteger(random, 9)) {
    case 0:
      return run.abandon();
    case 1:
      return run.stop();
    case 2:
      return await run.send("pause", { scenarioId });
    case 3:
      return await run.send("fault", { scenarioId, fault });
    case 4:
      return await run.send("skip", { scenarioId });
    default:
      return await run.send(drawInteger(random, 2) === 0 ? "retry" : "resume", { scenarioId });
  }
}

/** Sends the commands that let the run proceed: resume, retry, end faults. */
async function unblock(run: Run): Promise<void> {
  await run.send("resume");
  await run.send("retry");
  for (const { id, fault } of (await run.state()).scenarios)
    if (fault !== null) await run.send("fault", { scenarioId: id });
}

const turn = () => new Promise<void>((resolve) => setTimeout(resolve, 3));

/** Claims the run repeatedly: it may be lost, stopped, finished and reopened. */
async function driveOn(run: Run, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    if ((await run.stores.ownership.findUnowned()).length > 0) await run.claimAndDrive();
    else await turn();
  }
}

async function countRight(run: Run, scenarioId: string): Promise<number[]> {
  const segments = await run.stores.log.readSegments(run.runId, scenarioId);
  return segments
    .flatMap(({ results }) => results.filter(({ ok }) => ok).map(({ index }) => index))
    .toSorted((a, b) => a - b);
}

describe.concurrent("a drive under random faults", () => {
  test.each(seeds)("[D1][D2][D4][E2] seed %i: it ends, and every item is counted once", async (seed) => {
    const chaos: Chaos = { random: createRandom(seed), wild: true };
    const run = await startDrive(
      {
        items: ITEMS,
        sync: SYNC_MODES[seed % SYNC_MODES.length] ?? "milestone",
        milestones: [30, 70],
        retry: { mode: seed % 2 === 0 ? "automatic" : "presenter", limit: seed % 4, backoffMs: 1 },
        stallLimitMs: 20,
        reducedLoad: seed % 3 === 0,
        scenario: { batchSize: 4, concurrency: 1 + (seed % 2), errorTolerance: seed % 5 === 0 ? 0.2 : 0 },
      },
      misbehave(chaos),
    );
    let isOver = false;
    const driving = driveOn(run, () => isOver);
    for (let count = 0; count < TURNS; count += 1) {
      await turn();
      await disturb(run, chaos);
    }
    chaos.wild = false;
    const isDone = async () => {
      const { scenarios, finishedAt } = await run.state();
      return finishedAt !== null && scenarios.every(({ status }) => status === "complete");
    };
    while (!(await isDone())) {
      await unblock(run);
      await turn();
    }
    isOver = true;
    await driving;
    const state = await run.state();
    expect([state.status, state.scenarios.every(isEnded), state.barrier]).toEqual(["complete", true, null]);
    for (const [index, { id, totals }] of state.scenarios.entries()) {
      const right = await countRight(run, id);
      expect(new Set(right).size).toBe(right.length);
      expect([totals.itemsOk, totals.itemsDone]).toEqual([right.length, ITEMS[index]]);
    }
  });
});
