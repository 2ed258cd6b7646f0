import { afterAll, expect, test } from "vitest";
import { systemClock } from "../../lib/clock.ts";
import { newId } from "../../lib/ids.ts";
import type { OperationContext } from "../../lib/operations/context.ts";
import { sendCommand } from "../../lib/operations/runs/send-command.ts";
import { Runner } from "../../lib/runner/runner.ts";
import { createStores } from "../../lib/store/stores.ts";
import { createTestDatabase } from "../support/database.ts";
import { createFakeSkillHost } from "../support/fake-skill-host.ts";
import { testRunSpec } from "../support/run-spec.ts";
import { skillRegistry } from "../support/skills/registry.ts";

const database = await createTestDatabase();
const stores = await createStores({ databaseUrl: database.url });
afterAll(async () => {
  await stores.close();
  await database.drop();
});

const actor = { role: "presenter", name: "console" } as const;
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

test("[D2] with PostgreSQL: retry reopens an ended run, and its runner repeats only what failed", async () => {
  let isBroken = true;
  const fake = createFakeSkillHost({
    outcome: ({ request }) =>
      isBroken && request.scenarioId === "medium"
        ? { ok: false, kind: "exception", message: "boom", workerLost: false }
        : { ok: true },
    reported: ({ request, fromItem, toItem }) => (isBroken && request.scenarioId === "medium" ? 3 : toItem - fromItem),
  });
  const runner = new Runner({
    ...stores,
    host: fake.host,
    skills: skillRegistry,
    clock: systemClock,
    runnerId: "runner_test",
    owner: { runnerId: "runner_test", machineId: "here", processSpace: "boot", pid: 1, processStartedAt: "0" },
    isAlive: () => true,
    logger: quiet,
  });
  const ctx = { ...stores, actor, clock: systemClock, newId, skills: skillRegistry } as unknown as OperationContext;
  const runId = newId("run");
  await stores.runs.create({ id: runId, spec: testRunSpec(), actor, at: new Date().toISOString() });
  await runner.start();
  await stores.queue.send(runId);
  const statusOf = async () => (await stores.runs.get(runId))?.status;
  const untilStatus = async (status: string): Promise<void> => {
    await expect.poll(statusOf, { timeout: 10_000, interval: 20 }).toBe(status);
  };
  await untilStatus("partial");
  isBroken = false;
  const before = fake.batches.length;
  const sent = await sendCommand(ctx, runId, { id: "click_1", type: "retry", scenarioId: "medium" });
  expect(sent).toMatchObject({ ok: true, value: { duplicate: false } });
  await untilStatus("complete");
  const again = await sendCommand(ctx, runId, { id: "click_2", type: "retry", scenarioId: "medium" });
  expect(again.ok).toBe(true);
  await runner.stop();
  expect(new Set(fake.batches.slice(before).map(({ request }) => request.scenarioId))).toEqual(new Set(["medium"]));
  expect(fake.batches[before]?.fromItem).toBe(3);
  const state = await stores.log.readState(runId);
  expect(state?.scenarios.map(({ attempt, totals }) => [attempt, totals.itemsOk, totals.itemsFailed])).toEqual([
    [1, 20, 0],
    [2, 40, 0],
    [1, 60, 0],
  ]);
  expect(state?.commands.map(({ commandId, outcome, code }) => [commandId, outcome, code])).toEqual([
    ["click_1", "accepted", null],
    ["click_2", "refused", "nothing-failed"],
  ]);
  const run = await stores.runs.get(runId);
  expect([run?.itemsDone, run?.finishedAt]).toEqual([[20, 40, 60], state?.finishedAt]);
});
