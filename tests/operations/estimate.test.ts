import { beforeEach, expect, test } from "vitest";
import { createAddresses } from "../../lib/access/addresses.ts";
import { systemClock } from "../../lib/clock.ts";
import type { PriceTable } from "../../lib/core/run/prices.ts";
import type { PricesInForce } from "../../lib/core/ports/price-source.ts";
import { newId } from "../../lib/ids.ts";
import type { OperationContext } from "../../lib/operations/context.ts";
import { estimateDemo, estimateRun } from "../../lib/operations/estimates/estimate-run.ts";
import { EstimateJson } from "../../lib/operations/estimates/estimate-schema.ts";
import { getRun } from "../../lib/operations/runs/get-run.ts";
import type { OperationResult } from "../../lib/operations/outcomes.ts";
import { seedDemos } from "../../lib/operations/demos/seed-demos.ts";
import { createOperationContext } from "../../lib/operations/services.ts";
import { startRun } from "../../lib/operations/runs/start-run.ts";
import { skillRegistry } from "../../lib/skills/registry.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import type { Stores } from "../../lib/store/stores.ts";
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

test("[J1] before the first run the time budgets alone bound it; afterwards its figures tell what is likely", async () => {
  expect(requireValue(await estimateRun(ctx, spam))).toMatchObject({
    total: { likely: null, atMost: { busySeconds: 1_740 } },
    basis: { runId: null },
  });
  const runId = await finishRun();
  const { scenarios, basis } = EstimateJson.parse(requireValue(await estimateRun(ctx, spam)));
  expect(basis.runId).toBe(runId);
  expect(scenarios[0]?.likely?.busySeconds).toBeCloseTo((300 / 31) * 0.97, 1);
  expect(scenarios[2]?.likely?.storedItems).toBe(2_400);
});

test("[J1] a run that is like the planned one is preferred to a newer one that is not", async () => {
  const older = await finishRun();
  const newer = await finishRun();
  const basisOf = async (input: object) => requireValue(await estimateRun(ctx, { ...spam, ...input })).basis;
  expect((await basisOf({})).runId).toBe(newer);
  const { spec } = requireValue(await getRun(ctx, older));
  expect((await basisOf({})).text).toContain(spec.skillVersion === "1" ? "ended at" : "version 1");
});

test("[J1] a demo is estimated with what is changed of it, and nothing is started", async () => {
  await seedDemos(ctx);
  const changes = { demoId: "demo_text-classification", items: { simple: 10, medium: 20, complex: 30 } };
  const { scenarios } = requireValue(await estimateDemo(ctx, changes));
  expect(scenarios.map(({ atMost }) => atMost.storedItems)).toEqual([10, 20, 30]);
  expect(await estimateDemo(ctx, { demoId: "demo_none" })).toMatchObject({ ok: false, error: { code: "not-found" } });
  expect((await stores.runs.list({}, { limit: 10, cursor: null })).items).toEqual([]);
});

test("[J2] a run keeps the prices and the estimate of its start", async () => {
  inForce = { status: "set", prices: PRICES, file: "/data/prices.json" };
  const { runId, warnings } = requireValue(await startRun(ctx, spam));
  const { spec } = requireValue(await getRun(ctx, runId));
  expect([spec.prices, warnings]).toEqual([PRICES, []]);
  expect(spec.estimate).toMatchObject({ currency: "EUR", total: { atMostAmounts: { total: 17.4 } } });
});

test("[J2] a price file that cannot be used stops no run; the answer says that no money is shown", async () => {
  inForce = BROKEN;
  const { runId, warnings } = requireValue(await startRun(ctx, spam));
  const { spec } = requireValue(await getRun(ctx, runId));
  expect(spec.prices).toBeNull();
  expect(warnings).toEqual(["No money is shown, the price file cannot be used: prices.json: currency is missing"]);
  expect(spec.estimate?.warnings).toEqual(warnings);
});

test("[J4] a cap in money needs prices that can reach it", async () => {
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
