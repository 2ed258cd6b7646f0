import { beforeEach, describe, expect, test } from "vitest";
import { createAddresses } from "../../lib/access/addresses.ts";
import { hashSecret } from "../../lib/access/secrets.ts";
import { systemClock } from "../../lib/clock.ts";
import type { ActorRole } from "../../lib/core/run/actor.ts";
import { findOrderFault, orderBySize } from "../../lib/core/inputs/size-order.ts";
import { newId } from "../../lib/ids.ts";
import type { OperationContext } from "../../lib/operations/context.ts";
import { createReviewerLink } from "../../lib/operations/access/create-reviewer-link.ts";
import { endSession } from "../../lib/operations/access/end-session.ts";
import { estimateDemo, estimateRun } from "../../lib/operations/estimates/estimate-run.ts";
import { exchangeKey } from "../../lib/operations/access/exchange-key.ts";
import { getLiveRun } from "../../lib/operations/runs/get-live-run.ts";
import { getRun } from "../../lib/operations/runs/get-run.ts";
import { getStage } from "../../lib/operations/stage/get-stage.ts";
import { listDemos } from "../../lib/operations/demos/list-demos.ts";
import { listLastRuns } from "../../lib/operations/demos/list-last-runs.ts";
import { listGrants } from "../../lib/operations/access/list-grants.ts";
import { listRuns } from "../../lib/operations/runs/list-runs.ts";
import type { OperationResult } from "../../lib/operations/outcomes.ts";
import { readEvents } from "../../lib/operations/runs/read-events.ts";
import { renewJoinCode } from "../../lib/operations/stage/renew-join-code.ts";
import { revokeGrant } from "../../lib/operations/access/revoke-grant.ts";
import { seedDemos } from "../../lib/operations/demos/seed-demos.ts";
import { sendCommand } from "../../lib/operations/runs/send-command.ts";
import { createOperationContext } from "../../lib/operations/services.ts";
import { setStageRun } from "../../lib/operations/stage/set-stage-run.ts";
import { startAgain } from "../../lib/operations/runs/start-again.ts";
import { startDemo } from "../../lib/operations/demos/start-demo.ts";
import { startRun } from "../../lib/operations/runs/start-run.ts";
import { skillRegistry as bundledSkills } from "../../lib/skills/registry.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import type { Stores } from "../../lib/store/stores.ts";
import { NO_PRICES } from "../support/prices.ts";
import { skillRegistry } from "../support/skills/registry.ts";
import { createSampleRun } from "../support/test-web.ts";

let stores: Stores;
let ctx: OperationContext;
const as = (role: ActorRole, name = "console"): OperationContext => {
  const { log, runs, commands, queue, demos, stages, grants, inputs, storage } = stores;
  const addresses = createAddresses({ port: 3000, host: "127.0.0.1", publicUrl: null });
  return createOperationContext(
    {
      clock: systemClock,
      newId,
      log,
      runs,
      commands,
      queue,
      demos,
      stages,
      grants,
      inputs,
      storage,
      prices: NO_PRICES,
      skills: skillRegistry,
      addresses,
    },
    { role, name },
  );
};
beforeEach(() => {
  stores = createMemoryStores();
  ctx = as("presenter");
});

function requireValue<Value>(result: OperationResult<Value>): Value {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const operations: readonly [
  string,
  (on: OperationContext, runId: string) => Promise<OperationResult<unknown>>,
  "read" | "change",
][] = [
  ["list runs", (on) => listRuns(on, {}), "read"],
  ["get a run", getRun, "read"],
  ["read events", (on, runId) => readEvents(on, runId, {}), "read"],
  ["list demos", listDemos, "read"],
  ["list the last runs of demos", (on) => listLastRuns(on, []), "read"],
  ["see the stage", getStage, "read"],
  ["see the run on stage", getLiveRun, "read"],
  ["start a run", (on) => startRun(on, { skill: "echo" }), "change"],
  ["start a demo", (on) => startDemo(on, { demoId: "demo_echo" }), "change"],
  ["start again", startAgain, "change"],
  ["estimate a run", (on) => estimateRun(on, { skill: "echo" }), "change"],
  ["estimate a demo", (on) => estimateDemo(on, { demoId: "demo_echo" }), "change"],
  ["send a command", (on, runId) => sendCommand(on, runId, { id: "c", type: "pause" }), "change"],
  ["choose the run on stage", setStageRun, "change"],
  ["renew the join code", renewJoinCode, "change"],
  ["create a reviewer link", (on) => createReviewerLink(on, {}), "change"],
  ["list grants", listGrants, "change"],
  ["revoke a grant", (on) => revokeGrant(on, "grant_x"), "change"],
];

describe.each(operations)("[O3] to %s", (_, operation, kind) => {
  test.each<[ActorRole, boolean]>([
    ["presenter", true],
    ["reviewer", kind === "read"],
    ["audience", false],
    ["runner", false],
    ["system", false],
  ])("%s: %j", async (role, allowed) => {
    await seedDemos(ctx);
    const { runId } = requireValue(await startRun(ctx, { skill: "echo" }));
    const before = (await stores.runs.list({}, { limit: 10, cursor: null })).items.length;
    const result = await operation(as(role), runId);
    expect(!result.ok && result.error.code === "forbidden").toBe(!allowed);
    const added = (await stores.runs.list({}, { limit: 10, cursor: null })).items.length - before;
    expect(allowed || added === 0).toBe(true);
  });
});

describe("[A1] starting a run", () => {
  test("uses the skill's sizes and the global defaults for everything not given", async () => {
    const { runId } = requireValue(await startRun(ctx, { skill: "echo" }));
    const { spec, status } = requireValue(await getRun(ctx, runId));
    expect(status).toBe("queued");
    expect(spec).toMatchObject({
      sync: "milestone",
      hold: "none",
      milestones: [30, 50, 70, 90],
      waitLimitMs: 60_000,
      seed: 1,
      skillVersion: "1",
    });
    expect(spec.scenarios.map(({ id, items }) => [id, items])).toEqual([
      ["simple", 10],
      ["medium", 30],
      ["complex", 80],
    ]);
    expect(spec.scenarios[2]).toMatchObject({ concurrency: 4, errorTolerance: 0.1, distribution: "skewed" });
  });

  test("[B1] sizes come from a strategy and its base", async () => {
    const { runId } = requireValue(await startRun(ctx, { skill: "echo", strategy: "multiplicative", base: 20 }));
    expect(requireValue(await getRun(ctx, runId)).spec.scenarios.map(({ items }) => items)).toEqual([20, 60, 160]);
  });

  test("[A11] scenarios with custom names are ordered by size, with the defaults of their rank and the given overrides", async () => {
    const input = {
      skill: "echo",
      items: { big: 90, small: 9, "mid-size": 30 },
      scenarios: { big: { label: "The big one", concurrency: 2 } },
    };
    const { runId } = requireValue(await startRun(ctx, input));
    expect(requireValue(await getRun(ctx, runId)).spec.scenarios).toMatchObject([
      { id: "small", items: 9, concurrency: 1, timeBudgetMs: 30_000 },
      { id: "mid-size", items: 30, timeBudgetMs: 90_000 },
      { id: "big", label: "The big one", items: 90, concurrency: 2, timeBudgetMs: 300_000 },
    ]);
  });

  test("starting again copies everything except the id", async () => {
    const first = requireValue(
      await startRun(ctx, {
        skill: "echo",
        seed: 42,
        items: { a: 3, b: 4 },
        hold: "presenter",
        notes: { "30": "say this" },
      }),
    );
    const second = requireValue(await startAgain(ctx, first.runId));
    expect(second.runId).not.toBe(first.runId);
    expect(requireValue(await getRun(ctx, second.runId)).spec).toEqual(
      requireValue(await getRun(ctx, first.runId)).spec,
    );
  });
});

describe("the stage", () => {
  const shown = async () => requireValue(await getStage(ctx)).runId;

  test("[G2] shows a new run unless an unfinished run is on it", async () => {
    const first = requireValue(await startRun(ctx, { skill: "echo" }));
    expect(await shown()).toBe(first.runId);
    await startRun(as("presenter", "api"), { skill: "echo" });
    expect(await shown()).toBe(first.runId);
    const third = requireValue(await startRun(ctx, { skill: "echo", onStage: true }));
    expect(await shown()).toBe(third.runId);
    await startRun(ctx, { skill: "echo", onStage: false });
    expect(await shown()).toBe(third.runId);
  });

  test("[G2] reports the unfinished run on it, and none once that has ended", async () => {
    const live = async () => requireValue(await getLiveRun(ctx))?.id ?? null;
    expect(await live()).toBeNull();
    const { runId, total, append } = await createSampleRun({ stores });
    requireValue(await setStageRun(ctx, runId));
    expect(await live()).toBe(runId);
    await append(total, "complete");
    expect(await live()).toBeNull();
  });

  test("[G2] keeps its join code until it is renewed", async () => {
    const { code } = requireValue(await getStage(ctx));
    expect(requireValue(await getStage(ctx)).code).toBe(code);
    const renewed = requireValue(await renewJoinCode(ctx));
    expect(renewed.code).not.toBe(code);
    expect(await stores.stages.findByCode(code)).toBeNull();
  });
});

describe("[A12] a command on an ended run", () => {
  test("is refused by a fact, once", async () => {
    const run = await createSampleRun({ stores });
    await run.append(run.total, "complete");
    const input = { id: "late", type: "advance", percent: 30 };
    expect(requireValue(await sendCommand(ctx, run.runId, input))).toEqual({ id: "late", duplicate: false });
    expect(requireValue(await sendCommand(ctx, run.runId, input))).toEqual({ id: "late", duplicate: true });
    const { events } = requireValue(await readEvents(ctx, run.runId, { after: run.total + 1 }));
    expect(events).toMatchObject([
      { type: "command.refused", commandId: "late", code: "already-ended", actor: { name: "console" } },
    ]);
    expect(requireValue(await getRun(ctx, run.runId)).status).toBe("complete");
  });

  test("is answered on a repeated request when the first answer could not be stored", async () => {
    const run = await createSampleRun({ stores });
    await run.append(run.total, "complete");
    const input = { id: "again", type: "cancel" };
    const failing = { ...ctx, log: { ...ctx.log, appendStageFact: () => Promise.reject(new Error("away")) } };
    await expect(sendCommand(failing, run.runId, input)).rejects.toThrow("away");
    expect(requireValue(await sendCommand(ctx, run.runId, input)).duplicate).toBe(true);
    expect(await stores.commands.pending(run.runId)).toEqual([]);
  });
});

test("[A13] a click id with another command is refused, also after the end", async () => {
  const run = await createSampleRun({ stores });
  const first = { id: "click", type: "cancel" };
  expect((await sendCommand(ctx, run.runId, first)).ok).toBe(true);
  const second = await sendCommand(ctx, run.runId, { id: "click", type: "pause" });
  expect(second).toMatchObject({ ok: false, error: { code: "click-id-reused" } });
  expect(await stores.commands.pending(run.runId)).toMatchObject([first]);
  await run.append(run.total, "complete");
  expect(await sendCommand(ctx, run.runId, { id: "click", type: "retry" })).toMatchObject({ ok: false });
});

test("[D2][A12] a click after the retry of an ended run is left to its runner, because the run is open by then", async () => {
  const run = await createSampleRun({ stores }, { kind: "failing" });
  await run.append(run.total, "partial");
  const failed = requireValue(await getRun(ctx, run.runId)).scenarios.find(({ status }) => status === "failed");
  const scenarioId = failed?.id ?? "";
  expect((await sendCommand(ctx, run.runId, { id: "click_1", type: "retry", scenarioId })).ok).toBe(true);
  expect((await sendCommand(ctx, run.runId, { id: "click_2", type: "pause", scenarioId })).ok).toBe(true);
  expect((await stores.commands.pending(run.runId)).map(({ id }) => id)).toEqual(["click_1", "click_2"]);
  expect(requireValue(await getRun(ctx, run.runId)).commands.map(({ commandId }) => commandId)).not.toContain(
    "click_2",
  );
});

describe("demos", () => {
  test("[O1] every bundled skill has a sample that is a valid run with notes, seeded once", async () => {
    const bundled: OperationContext = { ...ctx, skills: bundledSkills };
    await seedDemos(bundled);
    await seedDemos(bundled);
    const demos = requireValue(await listDemos(bundled));
    const order = ["text-classification", "data-transformation", "security-scanning", "performance-testing"];
    expect(demos.slice(0, 4).map(({ id }) => id)).toEqual(order.map((id) => `demo_${id}`));
    expect(demos.map(({ spec }) => spec.skillId).toSorted()).toEqual([...bundledSkills.keys()].toSorted());
    expect(demos[0]?.title).toBe("Spam filter, one skill at three scales");
    for (const { spec, title } of demos) {
      expect(spec).toMatchObject({ sync: "milestone", hold: "presenter", title });
      expect(Object.keys(spec.notes)).toEqual(["0", "30", "50", "70", "90", "100"]);
      // the notes are also used with other sizes and with uploaded rows
      const said = Object.values(spec.notes).join(" ");
      expect(said).not.toMatch(/\b(three at|all three|half way|film|planted|on trial|last sentence)\b/i);
      expect(Math.max(...Object.values(spec.notes).map((note) => note.length))).toBeLessThan(240);
    }
  });

  test("start as saved with the given overrides, and on stage", async () => {
    await seedDemos(ctx);
    const { runId } = requireValue(
      await startDemo(ctx, { demoId: "demo_echo", seed: 99, items: [5, 6], sync: "free-running", hold: "none" }),
    );
    const { spec } = requireValue(await getRun(ctx, runId));
    expect(spec).toMatchObject({ demoId: "demo_echo", seed: 99, sync: "free-running" });
    expect(spec.scenarios).toHaveLength(2);
    expect(requireValue(await getStage(ctx)).runId).toBe(runId);
    expect(await startDemo(ctx, { demoId: "demo_none" })).toMatchObject({ ok: false, error: { code: "not-found" } });
  });

  test("[B1] sizes by name that fall start in the order that the form announces; a falling list is refused", async () => {
    await seedDemos(ctx);
    const items = { simple: 90, medium: 30, complex: 80 };
    const started = requireValue(await startDemo(ctx, { demoId: "demo_echo", items }));
    const { spec } = requireValue(await getRun(ctx, started.runId));
    const given = Object.entries(items).map(([id, count]) => ({ id, items: count }));
    expect(findOrderFault(given)).toMatchObject({ kind: "falling", before: { id: "simple" }, after: { id: "medium" } });
    expect(spec.scenarios.map(({ id }) => id)).toEqual(orderBySize(given).map(({ id }) => id));
    expect(started.warnings).toEqual([]);
    const falling = await startDemo(ctx, { demoId: "demo_echo", items: [90, 30, 80] });
    expect(falling).toMatchObject({ ok: false, error: { code: "invalid-input" } });
  });

  test("[B1] equal sizes start, with a warning that they show no growth", async () => {
    const { warnings } = requireValue(await startRun(ctx, { skill: "echo", items: [10, 30, 30] }));
    expect(warnings).toEqual(["medium and complex have the same size, so they show no growth between them."]);
  });
});

describe("[O3] keys and sessions", () => {
  test("a reviewer's key creates sessions that end with it", async () => {
    const link = requireValue(await createReviewerLink(ctx, { label: "Ada", validHours: 2 }));
    expect(link.path).toBe(`/enter#key=${link.key}`);
    const session = requireValue(await exchangeKey(ctx, { key: link.key }));
    expect(session.role).toBe("reviewer");
    expect(session.expiresAt).toBe(link.expiresAt);
    expect(await stores.grants.findBySecretHash(hashSecret(session.secret))).toMatchObject({
      kind: "session",
      role: "reviewer",
    });
    requireValue(await revokeGrant(ctx, link.id));
    expect(await stores.grants.findBySecretHash(hashSecret(session.secret))).toBeNull();
    expect(await exchangeKey(ctx, { key: link.key })).toMatchObject({ ok: false, error: { code: "unauthenticated" } });
  });

  test("a session's secret is not a key, and ending a session keeps the key", async () => {
    const link = requireValue(await createReviewerLink(ctx, {}));
    const session = requireValue(await exchangeKey(ctx, { key: link.key }));
    expect(await exchangeKey(ctx, { key: session.secret })).toMatchObject({ ok: false });
    await endSession(ctx, link.key);
    await endSession(ctx, session.secret);
    expect(await stores.grants.findBySecretHash(hashSecret(session.secret))).toBeNull();
    expect((await exchangeKey(ctx, { key: link.key })).ok).toBe(true);
  });
});
