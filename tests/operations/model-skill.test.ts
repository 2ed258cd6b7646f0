import { beforeEach, describe, expect, test } from "vitest";
import { createAddresses } from "../../lib/access/addresses.ts";
import { systemClock } from "../../lib/clock.ts";
import type { PricesInForce } from "../../lib/core/ports/price-source.ts";
import { newId } from "../../lib/ids.ts";
import type { OperationContext } from "../../lib/operations/context.ts";
import { planRun } from "../../lib/operations/runs/plan-run.ts";
import { createOperationContext } from "../../lib/operations/services.ts";
import { readDefinition } from "../../lib/skills/definition/read-definition.ts";
import { toManifest } from "../../lib/skills/definition/to-manifest.ts";
import type { PinnedAnswers } from "../../lib/core/run/spec.ts";
import type { InstalledSkill } from "../../lib/skills/sources/installed-skill.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import type { Stores } from "../../lib/store/stores.ts";
import { EMPTY_JUDGEMENT } from "../support/judgement.ts";
import { AT, buildTotals } from "../support/spec.ts";

const YAML = `
invoke: { kind: model, provider: openai-compatible, baseUrl: "http://127.0.0.1:1/v1", model: m, prompt: "{{text}}" }
item: { columns: { text: {} } }
options: { style: { type: string, enum: [short, long], default: short } }
prices: { currency: USD, perMillionInputTokens: 10, perMillionOutputTokens: 100 }`;
const PINNED: PinnedAnswers = {
  model: "m-1",
  recordedAt: "2026-11-29",
  count: 40,
  note: null,
  timed: 40,
  mean: { latencyMs: 800, inputTokens: 1_000, outputTokens: 100 },
  paceMs: 500,
  atOnce: 4,
};
const OPERATOR = {
  currency: "USD",
  computePerHour: 3.6,
  perMillionInputTokens: 1,
  perMillionOutputTokens: 1,
  databasePerMillionItems: 2,
};

let inForce: PricesInForce;
let pinned: PinnedAnswers | null;
let yaml: string;
let ctx: OperationContext;
let stores: Stores;
const skills = new Map<string, InstalledSkill>();
beforeEach(() => {
  inForce = { status: "none", prices: null, file: "/data/prices.json" };
  pinned = PINNED;
  yaml = YAML;
  const prices = { read: async () => inForce };
  const addresses = createAddresses({ port: 3000, host: "127.0.0.1", publicUrl: null });
  stores = createMemoryStores();
  const shared = { ...stores, clock: systemClock, newId, prices, skills, addresses };
  ctx = createOperationContext(shared, { role: "presenter", name: "console" });
});

function readManifest() {
  const read = readDefinition(yaml);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return toManifest("asked", read.value, { version: "1", ownRows: [{ text: "a" }], pinned });
}

async function plan(options = {}, more = {}) {
  skills.set("asked", { manifest: readManifest() });
  const planned = await planRun(ctx, { skill: "asked", items: [10, 30, 90], options, ...more });
  if (!planned.ok) throw new Error(planned.error.message);
  return planned.value.spec;
}

describe("[J2] a skill's own prices", () => {
  test("count where the operator has none; compute and database then cost nothing", async () => {
    const { prices, estimate } = await plan();
    expect(prices).toEqual({
      ...OPERATOR,
      computePerHour: 0,
      databasePerMillionItems: 0,
      perMillionInputTokens: 10,
      perMillionOutputTokens: 100,
    });
    // 130 items of 1,000 and 100 tokens
    expect(estimate.total.likelyAmounts?.total).toBeCloseTo((130_000 * 10 + 13_000 * 100) / 1e6);
    await expect(plan({}, { costCap: { unit: "money", limit: 1 } })).resolves.toBeDefined();
  });

  test("replace the operator's for tokens alone", async () => {
    inForce = { status: "set", prices: OPERATOR, file: "/data/prices.json" };
    expect((await plan()).prices).toEqual({ ...OPERATOR, perMillionInputTokens: 10, perMillionOutputTokens: 100 });
  });

  test("in another currency give no money at all rather than a wrong sum, and say so", async () => {
    inForce = { status: "set", prices: { ...OPERATOR, currency: "EUR" }, file: "/data/prices.json" };
    const { prices, estimate } = await plan();
    expect(prices).toBeNull();
    expect(estimate.warnings[0]).toContain("the skill's prices are in USD, those in the price file in EUR");
  });

  test("a broken price file stays broken", async () => {
    inForce = { status: "broken", prices: null, file: "/data/prices.json", message: "currency is missing" };
    const { prices, estimate } = await plan();
    expect(prices).toBeNull();
    expect(estimate.warnings.join()).toContain("currency is missing");
  });
});

describe("[M6] a run that replays answers", () => {
  test("freezes whose they are, and is estimated by their pace", async () => {
    const spec = await plan({ answers: "replay", pace: "fast" });
    expect(spec.answers).toEqual({ kind: "pinned", ...PINNED, pace: "fast" });
    expect(spec.estimate.basis.text).toContain("40 recorded answers");
    expect((await plan({ answers: "record" })).answers).toBeUndefined();
  });

  test("is refused before it starts while nothing is recorded", async () => {
    pinned = null;
    await expect(plan({ answers: "replay" })).rejects.toThrow(
      "options.answers: no answers are recorded for asked yet. Record them once with answers=record",
    );
  });

  test("is no run of a skill without a model, whose own option may be called answers", async () => {
    yaml = `
invoke: { kind: command, command: cat }
options: { answers: { type: string, enum: [replay, live], default: live } }`;
    pinned = null;
    const spec = await plan({ answers: "replay" });
    expect([spec.options["answers"], spec.answers]).toEqual(["replay", undefined]);
  });
});

describe("[A14] [M6] variants of a model", () => {
  const variants = [
    { name: "short", options: { style: "short" } },
    { name: "long", options: { style: "long" } },
  ];
  const start = (options: object, more: object) => plan(options, { items: 30, variants, ...more });

  test("all replay what was recorded, by the run's option, and the run is marked as pinned", async () => {
    const spec = await start({ answers: "replay" }, {});
    expect(spec.answers).toMatchObject({ kind: "pinned", pace: "recorded" });
    expect(spec.scenarios.map(({ options }) => options)).toEqual(variants.map(({ options }) => options));
    pinned = null;
    await expect(start({ answers: "replay" }, {})).rejects.toThrow("no answers are recorded for asked yet");
  });

  test.each([{ answers: "replay" }, { answers: "live", pace: "fast" }])(
    "cannot differ in where answers come from: %j",
    async (options) => {
      const mixed = [{ name: "kept", options }, { name: "usual" }];
      const names = Object.keys(options);
      const where = names.map((name) => `options.${name}`).join(" and ");
      await expect(start({}, { variants: mixed })).rejects.toThrow(
        `variants: kept: ${names.join(" and ")} belong${names.length === 1 ? "s" : ""} to the whole run; set ${where} instead`,
      );
    },
  );
});

test("[J1] a replay is no basis for a live run, nor for a replay at another pace; the same is", async () => {
  const spec = await plan({ answers: "replay", pace: "fast" });
  const runId = newId("run");
  await ctx.runs.create({ id: runId, spec, actor: ctx.actor, at: AT });
  const owner = { runnerId: "runner_test", machineId: "here", processSpace: "boot", pid: 1, processStartedAt: "0" };
  const claim = await stores.ownership.claim(runId, owner);
  if (claim === null) throw new Error("the run cannot be claimed");
  const stamp = { atMs: 590, at: AT, actor: ctx.actor };
  const totals = buildTotals(10, { busyMs: 590, elapsedMs: 590 });
  const results = { scenarios: [], partial: false, timePerItemRatio: null, judgement: EMPTY_JUDGEMENT };
  await stores.log.openWriter(claim).append({
    events: [
      { type: "run.started", ...stamp },
      ...spec.scenarios.map(({ id }) => ({ type: "scenario.started" as const, scenarioId: id, attempt: 1, ...stamp })),
      ...spec.scenarios.map(({ id }) => ({ type: "scenario.completed" as const, scenarioId: id, totals, ...stamp })),
      { type: "run.finished", status: "complete", results, diagnosis: null, ...stamp },
    ],
    status: "complete",
  });
  const basisOf = async (options: object) => (await plan(options)).estimate.basis.runId;
  expect(await basisOf({ answers: "replay", pace: "fast" })).toBe(runId);
  expect(await basisOf({ answers: "replay", pace: "recorded" })).toBeNull();
  expect(await basisOf({ answers: "live" })).toBeNull();
});
