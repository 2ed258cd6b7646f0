import { expect, test } from "vitest";
import { describeEvent } from "../../lib/core/words/describe-event.ts";
import { countOperations, startCounting } from "../support/count-operations.ts";

await startCounting();
const { startDrive } = await import("./drive-harness.ts");

const BATCH_SIZE = 20;

/** One item in ten fails at the first attempt, which ends it; the second attempt has these and the rest left. */
async function failScattered(items: number) {
  let isBad = true;
  const drive = await startDrive(
    {
      sync: "free-running",
      milestones: [],
      items: [items, 10],
      byId: { simple: { batchSize: BATCH_SIZE, errorTolerance: 0.0995, timeBudgetMs: 600_000 } },
    },
    { itemOk: ({ request }, index) => !isBad || request.scenarioId !== "simple" || index % 10 !== 3 },
  );
  await drive.claimAndDrive();
  isBad = false;
  const kept = (await drive.state()).scenarios[0]?.totals.itemsOk ?? 0;
  const triedBefore = drive.batches.length;
  return { drive, open: items - kept, retried: () => drive.batches.slice(triedBefore) };
}

async function retry(drive: Awaited<ReturnType<typeof startDrive>>): Promise<void> {
  await drive.send("retry");
  await drive.claimAndDrive();
}

test("[E3][A6] a retry after scattered failures fills its batches over the finished items", async () => {
  const { drive, open, retried } = await failScattered(2_000);
  await retry(drive);
  expect(retried().map(({ indices }) => indices.length)).toEqual([
    ...Array.from({ length: Math.floor(open / BATCH_SIZE) }, () => BATCH_SIZE),
    ...(open % BATCH_SIZE === 0 ? [] : [open % BATCH_SIZE]),
  ]);
  const items = retried().flatMap(({ indices }) => indices);
  expect(new Set(items).size).toBe(open);
  expect((await drive.state()).scenarios[0]).toMatchObject({
    status: "complete",
    totals: { itemsDone: 2_000, itemsOk: 2_000, itemsFailed: 0 },
  });
});

test("[E3][D4] a failed batch over finished items says how many of its window it has", async () => {
  let isBad = true;
  const failsOnce = { ok: false, kind: "exception", message: "broken", workerLost: false } as const;
  const run = await startDrive(
    { sync: "free-running", milestones: [], items: [40, 4], byId: { simple: { batchSize: 4, errorTolerance: 0.2 } } },
    {
      itemOk: ({ request }, index) => !isBad || request.scenarioId !== "simple" || index % 4 !== 3,
      outcome: ({ request }) => (isBad || request.scenarioId !== "simple" ? { ok: true } : failsOnce),
      reported: ({ indices }) => (isBad ? indices.length : 0),
    },
  );
  await run.claimAndDrive();
  isBad = false;
  await run.send("retry");
  await run.claimAndDrive();
  const [failed] = await run.eventsOf("batch.failed");
  expect(failed).toMatchObject({ fromItem: 3, items: 4 });
  expect((failed?.toItem ?? 0) - 3).toBeGreaterThan(4);
  const log = (await run.state()).scenarios[0]?.log.map(({ text }) => text);
  expect(log).toContain(`Items 4–${failed?.toItem} (4 of them): exception: broken`);
  if (failed === undefined) throw new Error("nothing failed");
  expect(describeEvent(failed, await run.state())).toContain(`4 of items 4–${failed.toItem} failed`);
});

test("[E3] the work of a retry after scattered failures is proportional to its items", async () => {
  async function countRetry(items: number): Promise<number> {
    const { drive } = await failScattered(items);
    return await countOperations(() => retry(drive));
  }
  const few = await countRetry(3_000);
  const many = await countRetry(12_000);
  // four times the items; 16 times the work where each batch walks over all of them
  expect(many / few).toBeLessThan(6);
});

test("[A4][D4] the work of a lock-step run is proportional to its steps while failed batches are open", async () => {
  async function countRun(items: number): Promise<number> {
    const drive = await startDrive(
      {
        sync: "lock-step",
        milestones: [],
        items: [items, items],
        scenario: { batchSize: 1, errorTolerance: 1, concurrency: 2 },
        retry: { mode: "automatic", limit: 1, backoffMs: 0 },
      },
      {
        outcome: ({ attemptOfBatch }) =>
          attemptOfBatch === 1 ? { ok: false, kind: "exception", message: "broken", workerLost: false } : { ok: true },
        reported: ({ attemptOfBatch }) => (attemptOfBatch === 1 ? 0 : 1),
      },
    );
    return await countOperations(() => drive.claimAndDrive());
  }
  const few = await countRun(60);
  const many = await countRun(240);
  expect(many / few).toBeLessThan(6);
});
