import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { followRunners } from "../../lib/follow-runners.ts";
import { newId } from "../../lib/ids.ts";
import { createOperationContext } from "../../lib/operations/services.ts";
import { sendCommand } from "../../lib/operations/runs/send-command.ts";
import { getStage } from "../../lib/operations/stage/get-stage.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import { testRunSpec } from "../support/run-spec.ts";
import { joinAsAudience, joinAsPresenter, openTestWeb, type TestWeb } from "../support/test-web.ts";

const actor = { role: "presenter", name: "test" } as const;
const owner = { runnerId: "runner_a", machineId: "here", processSpace: "boot", pid: 1, processStartedAt: "0" };
/** the machine may be busy */
const PATIENT = { timeout: 10_000 };
let app: TestWeb;
beforeEach(async () => {
  app = await openTestWeb();
});
afterEach(() => app.close());

async function queueRun(second: number): Promise<string> {
  const id = newId("run");
  const at = new Date(Date.UTC(2030, 0, 1, 0, 0, second)).toISOString();
  await app.stores.runs.create({ id, spec: testRunSpec({}), actor, at });
  return id;
}

const announce = (free: number | null) => app.stores.runners.announce({ runnerId: "runner_a", free });
const waitOf = async (runId: string) => {
  const { body } = await app.api("GET", `/api/runs/${runId}`);
  return (body as { waiting: { reason: string; position: number; text: string } | null }).waiting;
};

test("[A1] a queued run says in the API why it waits", async () => {
  const [first, second] = [await queueRun(1), await queueRun(2)];
  // announced at each look, as a runner does each second
  const waitAt = async (free: number, runId: string) => announce(free).then(() => waitOf(runId));
  await expect
    .poll(() => waitAt(0, second), PATIENT)
    .toEqual({
      reason: "no-slot",
      position: 2,
      text: "Waiting for a free slot: position 2 in the queue; all runners are busy",
    });
  await expect.poll(() => waitAt(1, first), PATIENT).toMatchObject({ reason: "starting", position: 1 });
  await expect.poll(() => waitAt(1, second), PATIENT).toMatchObject({ reason: "no-slot", position: 2 });
  await announce(null);
  await expect.poll(async () => (await waitOf(first))?.reason, PATIENT).toBe("no-runner");
  await app.stores.ownership.claim(first, owner);
  expect(await waitOf(second)).toMatchObject({ position: 1 });
});

test("[A1][G3] console and audience see the position change when a run ahead leaves the queue", async () => {
  const [first, second] = [await queueRun(1), await queueRun(2)];
  let free = 0;
  const announcing = setInterval(() => void announce(free), 200);
  onTestFinished(() => clearInterval(announcing));
  const ctx = createOperationContext(app.web.services, actor);
  const stage = await getStage(ctx);
  if (!stage.ok) throw new Error(stage.error.message);
  await app.stores.stages.setRun(stage.value.id, second);
  const [console, phone] = [app.connect({ cookie: await app.signIn() }), app.connect()];
  const seen: { [who: string]: unknown } = {};
  console.on("frame", ({ live }) => (seen["console"] = live.wait));
  phone.on("frame", ({ live }) => (seen["phone"] = live.wait));
  await expect
    .poll(async () => await joinAsPresenter(console, second), PATIENT)
    .toMatchObject({ live: { wait: { reason: "no-slot", position: 2 } } });
  expect(await joinAsAudience(phone, stage.value.code)).toMatchObject({ live: { wait: { position: 2 } } });
  await sendCommand(ctx, first, { id: "c1", type: "cancel" });
  const next = { reason: "no-slot", position: 1 };
  await expect.poll(() => seen, PATIENT).toEqual({ console: next, phone: next });
  free = 1;
  const starting = { reason: "starting", position: 1 };
  await expect.poll(() => seen, PATIENT).toEqual({ console: starting, phone: starting });
});

test("[A9] a cancel of a queued run is answered at once, without a runner, and answers earlier commands", async () => {
  const runId = await queueRun(1);
  const send = (id: string, type: string) =>
    app.api("POST", `/api/runs/${runId}/commands`, { body: { id, type } }).then(({ status }) => status);
  expect(await send("early", "pause")).toBe(202);
  expect(await send("c1", "cancel")).toBe(202);
  const { body } = await app.api("GET", `/api/runs/${runId}`);
  expect(body).toMatchObject({ status: "cancelled", waiting: null, finishedAt: expect.any(String) });
  const facts = (await app.stores.log.read(runId, 1)).map((event) => [event.type, event.actor.role]);
  expect(facts.map(([type]) => type)).toEqual([
    "command.accepted",
    "scenario.cancelled",
    "scenario.cancelled",
    "scenario.cancelled",
    "run.finished",
    "command.refused",
  ]);
  expect(new Set(facts.map(([, role]) => role))).toEqual(new Set(["presenter"]));
  expect(await send("c1", "cancel")).toBe(202);
  expect(await app.stores.log.read(runId, 7)).toEqual([]);
});

test("[A9] a cancel of one scenario, or of a run with a runner, is left to the runner", async () => {
  const runId = await queueRun(1);
  const ctx = createOperationContext(app.web.services, actor);
  await sendCommand(ctx, runId, { id: "one", type: "cancel", scenarioId: "simple" });
  await app.stores.ownership.claim(runId, owner);
  await sendCommand(ctx, runId, { id: "all", type: "cancel" });
  expect((await app.stores.commands.pending(runId)).map(({ id }) => id)).toEqual(["one", "all"]);
  expect(await app.stores.log.read(runId, 1)).toEqual([]);
});

test("[M8] a runner that falls silent counts as lost, one that stops is gone at once", async () => {
  const { runners } = createMemoryStores();
  let nowMs = 0;
  const follower = await followRunners(runners, { nowMs: () => nowMs });
  expect(follower.freeSlots()).toBe("unknown");
  await runners.announce({ runnerId: "runner_a", free: 3 });
  await runners.announce({ runnerId: "runner_b", free: 4 });
  await expect.poll(() => follower.freeSlots()).toBe(7);
  await runners.announce({ runnerId: "runner_b", free: null });
  await expect.poll(() => follower.freeSlots()).toBe(3);
  nowMs = 2_501;
  expect(follower.freeSlots()).toBeNull();
  await follower.close();
});
