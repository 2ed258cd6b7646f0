import { beforeEach, expect, test } from "vitest";
import { createAddresses } from "../../lib/access/addresses.ts";
import { systemClock } from "../../lib/clock.ts";
import type { PriceTable } from "../../lib/core/run/prices.ts";
import type { PricesInForce } from "../../lib/core/ports/price-source.ts";
import { newId } from "../../lib/ids.ts";
import type { OperationContext } from "../../lib/operations/context.ts";
import { estimateDemo, estimateRun } from "../../lib/operations/estimates/estimate-run.ts";
import { EstimateJson } from "../../lib/operations/estimates/estimate-schema.ts";
import { selectDemoLength } from "../../lib/core/inputs/demo-length.ts";
import { startDemo } from "../../lib/operations/demos/start-demo.ts";
import { startAgain } from "../../lib/operations/runs/start-again.ts";
import { getRun } from "../../lib/operations/runs/get-run.ts";
import type { OperationResult } from "../../lib/operations/outcomes.ts";
import { seedDemos } from "../../lib/operations/demos/seed-demos.ts";
import { createOperationContext } from "../../lib/operations/services.ts";
import { startRun } from "../../lib/operations/runs/start-run.ts";
import { skillRegistry } from "../../lib/skills/registry.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import type { Stores } from "../../lib/store/stores.ts";
import { EMPTY_JUDGEMENT } from "../support/judgement.ts";
import { AT, buildTotals } from "../support/spec.ts";
import { createSampleRun } from "../support/test-web.ts";

const PRICES: PriceTable = {
  currency: "EUR",
  computePerHour: 36,
  perMillionInputTokens: 0,
  perMillionOutputTokens: 0,
  databasePerMillionItems: 0,
};
const BROKEN: PricesInForce = {
  status: "broken",
  prices: null,
  file: "/data/prices.json",
  message: "prices.json: currency is missing",
};

const OWNER = { runnerId: "runner_test", machineId: "here", processSpace: "boot", pid: 1, processStartedAt: "0" };

let stores: Stores;
let inForce: PricesInForce;
let ctx: OperationContext;
beforeEach(() => {
  stores = createMemoryStores();
  inForce = { status: "none", prices: null, file: "/data/prices.json" };
  const prices = { read: async () => inForce };
  const addresses = createAddresses({ port: 3000, host: "127.0.0.1", publicUrl: null });
  const shared = { ...stores, clock: systemClock, newId, prices, skills: skillRegistry, addresses };
  ctx = createOperationContext(shared, { role: "presenter", name: "console" });
});

function requireValue<Value>(result: OperationResult<Value>): Value {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const spam = { skill: "text-classification", items: [300, 900, 2_400] };

/** A complete run of 300, 900 and 2,400 mails: 31 a second, 97 % of the time busy. */
async function finishRun(): Promise<string> {
  const run = await createSampleRun({ stores }, { kind: "free-running" });
  await run.append(run.total, "complete");
  return run.runId;
}

/** A complete run of three mails: 590 ms, nearly all of it start-up. */
async function finishTinyRun(): Promise<string> {
  const run = await createSampleRun({ stores }, { kind: "free-running" });
  const { spec } = requireValue(await getRun(ctx, run.runId));
  const runId = newId("run");
  const scenarios = spec.scenarios.map((scenario) => ({ ...scenario, items: 1 }));
  await stores.runs.create({ id: runId, spec: { ...spec, scenarios }, actor: ctx.actor, at: AT });
  const claim = await stores.ownership.claim(runId, OWNER);
  if (claim === null) throw new Error("the run cannot be claimed");
  const stamp = { atMs: 590, at: AT, actor: ctx.actor };
  const totals = buildTotals(1, { busyMs: 590, elapsedMs: 590 });
  const results = { scenarios: [], partial: false, timePerItemRatio: null, judgement: EMPTY_JUDGEMENT };
  await stores.log.openWriter(claim).append({
    events: [
      { type: "run.started", ...stamp },
      ...scenarios.map(({ id }) => ({ type: "scenario.started" as const, scenarioId: id, attempt: 1, ...stamp })),
      ...scenarios.map(({ id }) => ({ type: "scenario.completed" as const, scenarioId: id, totals, ...stamp })),
      { type: "run.finished", status: "complete", results, diagnosis: null, ...stamp },
    ],
    status: "complete",
  });
  return runId;
}

test("[J1] before the first run the defaults that ship with the skill are the basis; afterwards past figures", async () => {
  const before = requireValue(await estimateRun(ctx, spam));
  expect(before).toMatchObject({ total: { atMost: { busySeconds: 1_740 } }, basis: { runId: null } });
  expect(before.basis.text).toContain("No similar run yet: measured on the makers' machine");
  const seconds = before.scenarios[2]?.likely?.busySeconds ?? 0;
  const msPerItem = ctx.skills.get("text-classification")?.manifest.measured?.samples.at(-1)?.msPerItem ?? Number.NaN;
  expect(seconds / ((2_400 * msPerItem) / 1_000)).toBeCloseTo(1, 1);
  const runId = await finishRun();
  const { scenarios, basis } = EstimateJson.parse(requireValue(await estimateRun(ctx, spam)));
  expect(basis.runId).toBe(runId);
  expect(scenarios[0]?.likely?.busySeconds).toBeCloseTo((300 / 31) * 0.97, 1);
  expect(scenarios[2]?.likely?.storedItems).toBe(2_400);
});

test("[J1] a run of three mails is no basis for 6,000, and one of 6,000 none for three", async () => {
  const tiny = await finishTinyRun();
  const large = requireValue(await estimateRun(ctx, { ...spam, items: [600, 1_800, 6_000] }));
  expect(large.basis).toMatchObject({ runId: null, text: expect.stringContaining("No similar run yet") });
  // the tiny run shows no pace either
  expect(large.basis.text).toContain("may be faster or slower");
  expect(large.total.likelySeconds).toBeGreaterThan(20);
  const few = { ...spam, items: [1, 2, 3] };
  expect(requireValue(await estimateRun(ctx, few)).basis.runId).toBe(tiny);
  const runId = await finishRun();
  expect(requireValue(await estimateRun(ctx, few)).basis.runId).toBe(tiny);
  expect(requireValue(await estimateRun(ctx, { ...spam, items: [60, 1_800, 6_000] })).basis.runId).toBe(runId);
  expect(requireValue(await estimateRun(ctx, { ...spam, items: [20, 1_800, 6_000] })).basis.runId).toBeNull();
});

test("[J1] the defaults are scaled to the pace that a run of any skill has shown", async () => {
  const makers = requireValue(await estimateRun(ctx, { skill: "data-transformation", items: [500, 1_000, 2_000] }));
  await finishRun();
  const here = requireValue(await estimateRun(ctx, { skill: "data-transformation", items: [500, 1_000, 2_000] }));
  expect(here.basis.text).toContain("scaled to the pace of this one");
  expect(here.total.likelySeconds).not.toBeCloseTo(makers.total.likelySeconds ?? 0, 0);
});

test("[G20] a sample demo lasts a minute by itself; sizes that are given count as they are", async () => {
  await seedDemos(ctx);
  const plan = async (changes: object) => {
    const started = requireValue(await startDemo(ctx, { demoId: "demo_text-classification", ...changes }));
    return requireValue(await getRun(ctx, started.runId)).spec;
  };
  const bySelf = await plan({});
  expect(bySelf).toMatchObject({ lengthSeconds: 60, estimate: { total: { likelySeconds: 60 } } });
  expect(bySelf.estimate?.basis.text).toContain("Sizes are fitted to this machine at the start, probably ");
  expect(bySelf.scenarios.every(({ timeBudgetMs }) => timeBudgetMs >= 180_000)).toBe(true);
  const items = { simple: 10, medium: 30, complex: 80 };
  expect((await plan({ items })).lengthSeconds ?? null).toBeNull();
  const both = await plan({ items, lengthSeconds: 600 });
  expect([both.lengthSeconds, both.scenarios.map((scenario) => scenario.items)]).toEqual([600, [10, 30, 80]]);
  expect(both.scenarios.map(({ timeBudgetMs }) => timeBudgetMs)).toEqual([1_800_000, 1_800_000, 1_800_000]);
  expect(both.waitLimitMs).toBe(600_000);
  expect((await plan({ lengthSeconds: null })).lengthSeconds ?? null).toBeNull();
});

test("[G20] a sample stored before there were lengths lasts a minute, a demo of one's own as it was", async () => {
  await seedDemos(ctx);
  const demo = await stores.demos.get("demo_text-classification");
  if (demo === null) throw new Error("no such demo");
  const { lengthSeconds: _, ...spec } = demo.spec;
  expect([
    selectDemoLength({ sample: true, spec }),
    selectDemoLength({ sample: false, spec }),
    selectDemoLength({ sample: true, spec: { ...spec, lengthSeconds: null } }),
    selectDemoLength({ sample: false, spec: { ...spec, lengthSeconds: 90 } }),
  ]).toEqual([60, null, null, 90]);
});

test("[G20] a run that was fitted is repeated with its sizes; one that was not, with its length", async () => {
  const { runId } = requireValue(await startRun(ctx, { ...spam, lengthSeconds: 60 }));
  const again = requireValue(await startAgain(ctx, runId));
  expect(requireValue(await getRun(ctx, again.runId)).spec.lengthSeconds).toBe(60);
  const claim = await stores.ownership.claim(runId, OWNER);
  if (claim === null) throw new Error("the run cannot be claimed");
  const sizes = [75, 225, 600];
  const scenarios = ["simple", "medium", "complex"].map((scenarioId, at) => ({
    scenarioId,
    items: sizes[at] ?? 0,
    plannedItems: spam.items[at] ?? 0,
    msPerItem: 100,
  }));
  await stores.log.openWriter(claim).append({
    events: [
      { type: "run.sizes-fitted", lengthSeconds: 60, scenarios, failure: null, atMs: 0, at: AT, actor: ctx.actor },
    ],
  });
  const repeated = requireValue(await startAgain(ctx, runId));
  const { spec } = requireValue(await getRun(ctx, repeated.runId));
  expect([spec.lengthSeconds ?? null, spec.scenarios.map(({ items }) => items)]).toEqual([null, sizes]);
});

test("[G20] a run whose smoke run failed is repeated with its length", async () => {
  const { runId } = requireValue(await startRun(ctx, { ...spam, lengthSeconds: 60 }));
  const claim = await stores.ownership.claim(runId, OWNER);
  if (claim === null) throw new Error("the run cannot be claimed");
  const fact = { type: "run.sizes-fitted", lengthSeconds: 60, scenarios: [], failure: "failed" } as const;
  await stores.log.openWriter(claim).append({ events: [{ ...fact, atMs: 0, at: AT, actor: ctx.actor }] });
  const repeated = requireValue(await startAgain(ctx, runId));
  expect(requireValue(await getRun(ctx, repeated.runId)).spec.lengthSeconds).toBe(60);
});

test("[J1] a comparable run is preferred to a newer one that is not comparable", async () => {
  const older = await finishRun();
  const newer = await finishRun();
  const basisOf = async (input: object) => requireValue(await estimateRun(ctx, { ...spam, ...input })).basis;
  expect((await basisOf({})).runId).toBe(newer);
  const { spec } = requireValue(await getRun(ctx, older));
  expect((await basisOf({})).text).toContain(spec.skillVersion === "1" ? "ended at" : "version 1");
});

test("[J1] a demo is estimated with its overrides, and nothing is started", async () => {
  await seedDemos(ctx);
  const changes = { demoId: "demo_text-classification", items: { simple: 10, medium: 20, complex: 30 } };
  const { scenarios } = requireValue(await estimateDemo(ctx, changes));
  expect(scenarios.map(({ atMost }) => atMost.storedItems)).toEqual([10, 20, 30]);
  expect(await estimateDemo(ctx, { demoId: "demo_none" })).toMatchObject({ ok: false, error: { code: "not-found" } });
  expect((await stores.runs.list({}, { limit: 10, cursor: null })).items).toEqual([]);
});

test("[J2] a run keeps the prices and the estimate from its start", async () => {
  inForce = { status: "set", prices: PRICES, file: "/data/prices.json" };
  const { runId, warnings } = requireValue(await startRun(ctx, spam));
  const { spec } = requireValue(await getRun(ctx, runId));
  expect([spec.prices, warnings]).toEqual([PRICES, []]);
  expect(spec.estimate).toMatchObject({ currency: "EUR", total: { atMostAmounts: { total: 17.4 } } });
});

test("[J2] an invalid price file does not prevent a run; a warning says that no amounts are shown", async () => {
  inForce = BROKEN;
  const { runId, warnings } = requireValue(await startRun(ctx, spam));
  const { spec } = requireValue(await getRun(ctx, runId));
  expect(spec.prices).toBeNull();
  expect(warnings).toEqual([
    "Costs are not shown in money, because the price file cannot be used: prices.json: currency is missing",
  ]);
  expect(spec.estimate?.warnings).toEqual(warnings);
});

test("[J4] a cap in money requires prices above 0", async () => {
  const input = { ...spam, costCap: { unit: "money", limit: 1 } };
  const refusal = async () => {
    const result = await startRun(ctx, input);
    return result.ok ? null : result.error;
  };
  expect(await refusal()).toMatchObject({
    code: "invalid-input",
    message: expect.stringContaining("/data/prices.json"),
  });
  inForce = BROKEN;
  expect((await refusal())?.message).toContain("currency is missing");
  inForce = { status: "set", prices: { ...PRICES, computePerHour: 0 }, file: "/data/prices.json" };
  expect((await refusal())?.message).toContain("every price is 0");
  inForce = { status: "set", prices: PRICES, file: "/data/prices.json" };
  expect(await refusal()).toBeNull();
});
