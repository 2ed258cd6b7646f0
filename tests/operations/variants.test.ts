import { beforeEach, expect, test } from "vitest";
import { createAddresses } from "../../lib/access/addresses.ts";
import { systemClock } from "../../lib/clock.ts";
import { newId } from "../../lib/ids.ts";
import type { OperationContext } from "../../lib/operations/context.ts";
import { seedDemos } from "../../lib/operations/demos/seed-demos.ts";
import { startDemo } from "../../lib/operations/demos/start-demo.ts";
import { getRun } from "../../lib/operations/runs/get-run.ts";
import { planRun } from "../../lib/operations/runs/plan-run.ts";
import { startAgain } from "../../lib/operations/runs/start-again.ts";
import { startRun } from "../../lib/operations/runs/start-run.ts";
import { toVariantId } from "../../lib/operations/runs/resolve-variants.ts";
import type { OperationResult } from "../../lib/operations/outcomes.ts";
import { createOperationContext } from "../../lib/operations/services.ts";
import { Spec } from "../../lib/realtime/audience/spec-schema.ts";
import { skillRegistry } from "../../lib/skills/registry.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import { NO_PRICES } from "../support/prices.ts";

let ctx: OperationContext;
beforeEach(async () => {
  const stores = createMemoryStores();
  const addresses = createAddresses({ port: 3000, host: "127.0.0.1", publicUrl: null });
  const shared = { ...stores, clock: systemClock, newId, prices: NO_PRICES, skills: skillRegistry, addresses };
  ctx = createOperationContext(shared, { role: "presenter", name: "console" });
  await seedDemos({ demos: stores.demos, skills: skillRegistry, clock: systemClock });
});

function requireValue<Value>(result: OperationResult<Value>): Value {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const specOf = async (runId: string) => requireValue(await getRun(ctx, runId)).spec;

const spam = { skill: "text-classification" };
const variants = [
  { name: "Quick look", options: { trainingMails: 700 } },
  { name: "careful", options: {} },
];

test("[A14] a run of variants has equal sizes, settings and data, and the options of each", async () => {
  const { runId, warnings } = requireValue(
    await startRun(ctx, { ...spam, items: 300, variants, options: { neighbours: 9 } }),
  );
  const spec = await specOf(runId);
  const [quick, careful] = spec.scenarios;
  expect(spec.scenarios.map(({ id, label, options }) => ({ id, label, options }))).toEqual([
    { id: "quick-look", label: "Quick look", options: { trainingMails: 700 } },
    { id: "careful", label: "careful", options: {} },
  ]);
  const { id: _, label: __, options: ___, ...settings } = quick ?? {};
  expect(careful).toMatchObject({ ...settings, items: 300, distribution: "uniform" });
  expect(spec.options).toMatchObject({ neighbours: 9, trainingMails: 3_055 });
  expect(spec.title).toBe("Text classification: Quick look against careful");
  // equal sizes are what is asked for
  expect(warnings.filter((warning) => /same|equal/i.test(warning))).toEqual([]);
});

test("[A14] each variant has at least five minutes, and the skill's own budget where that is longer", async () => {
  const manifest = skillRegistry.get("text-classification")?.manifest;
  if (manifest === undefined) throw new Error("text-classification is missing");
  const budgetsOf = async (timeBudgetMs: number) => {
    const slow = { ...manifest, id: "slow", scenarioDefaults: { medium: { timeBudgetMs } } };
    const skills = new Map([["slow", { manifest: slow }]]);
    const planned = await planRun({ ...ctx, skills }, { skill: "slow", variants });
    return requireValue(planned).spec.scenarios.map((each) => each.timeBudgetMs);
  };
  expect(await budgetsOf(7_200_000)).toEqual([7_200_000, 7_200_000]);
  expect(await budgetsOf(10_000)).toEqual([300_000, 300_000]);
});

test("[A14] without a number of items each variant has the size of the smallest stage scenario", async () => {
  const spec = await specOf(requireValue(await startRun(ctx, { ...spam, variants })).runId);
  expect(spec.scenarios.map(({ items }) => items)).toEqual([250, 250]);
});

test.each<[string, object, RegExp]>([
  [
    "one variant alone",
    { variants: variants.slice(0, 1) },
    /variants: a run has 2 to 6 variants; one alone has nothing to be compared with/,
  ],
  [
    "an unknown option",
    { variants: [{ name: "a", options: { model: "x" } }, { name: "b" }] },
    /variants: a: unknown option model; text-classification has neighbours and trainingMails/,
  ],
  [
    "an option that belongs to the whole run",
    { variants: [{ name: "a", options: { judge: "off" } }, { name: "b" }] },
    /variants: a: judge belongs to the whole run; set options\.judge instead/,
  ],
  [
    "a bad value",
    { variants: [{ name: "a", options: { neighbours: 0 } }, { name: "b" }] },
    /variants: a\.neighbours: /,
  ],
  [
    "a name with marks that turn the text",
    { variants: [{ name: "a\u202Eb" }, { name: "c" }] },
    /contains control characters or marks that turn the direction/,
  ],
  ["equal names", { variants: [{ name: "a", options: { neighbours: 1 } }, { name: "a" }] }, /variants: a occurs twice/],
  [
    "names that become one",
    { variants: [{ name: "Fast!", options: { neighbours: 1 } }, { name: "fast" }] },
    /variants: Fast! and fast are too much alike: both become fast/,
  ],
  [
    "equal options",
    { variants: [{ name: "a", options: { neighbours: 15 } }, { name: "b" }] },
    /variants: a and b have the same options/,
  ],
  ["a list of sizes", { variants, items: [10, 20] }, /items: variants have the same size; give one number/],
  ["a strategy", { variants, strategy: "additive" }, /strategy: variants have the same size/],
  ["one number without variants", { items: 300 }, /items: one number is for variants/],
  ["too many items", { variants, items: 200_000 }, /accepts at most 100000/],
])("[A14] %s is refused with what to do", async (_, more, message) => {
  const started = await startRun(ctx, { ...spam, ...more });
  expect(started).toMatchObject({ ok: false, error: { code: "invalid-input" } });
  expect(started.ok ? "" : started.error.message).toMatch(message);
});

test("[A14] a skill without options says that it has no variants", async () => {
  const started = await startRun(ctx, { skill: "data-transformation", variants: [{ name: "a" }, { name: "b" }] });
  expect(started.ok ? "" : started.error.message).toMatch(
    /data-transformation has no options of its own, so its scenarios can only differ in size/,
  );
});

test("[A14] a demo starts with variants instead of its sizes, with its length", async () => {
  const { runId } = requireValue(await startDemo(ctx, { demoId: "demo_text-classification", variants }));
  const spec = await specOf(runId);
  expect(spec).toMatchObject({ lengthSeconds: 60, demoId: "demo_text-classification", hold: "presenter" });
  expect(spec.scenarios.map(({ id }) => id)).toEqual(["quick-look", "careful"]);
  expect(spec.notes["0"]).toMatch(/several variants/);
});

test("[A14] a run of variants is started again as it was", async () => {
  const first = requireValue(
    await startRun(ctx, { ...spam, variants, items: 120, scenarios: { careful: { concurrency: 2 } } }),
  );
  const again = requireValue(await startAgain(ctx, first.runId));
  const [before, after] = [await specOf(first.runId), await specOf(again.runId)];
  expect(after.scenarios).toEqual(before.scenarios);
  expect(after.scenarios[1]?.concurrency).toBe(2);
});

test("[A14] the audience learns that scenarios are variants, and none of their options", async () => {
  const secret = [{ name: "a", options: { neighbours: 3 } }, { name: "b" }];
  const spec = await specOf(requireValue(await startRun(ctx, { ...spam, variants: secret })).runId);
  const shown = Spec.parse(spec);
  expect(shown.scenarios.map(({ options }) => options)).toEqual([{}, {}]);
  expect(JSON.stringify(shown)).not.toContain("neighbours");
});

test("[A14] a name becomes an id", () => {
  expect(["Model A", "gpt_4.1", "  Größe 2 ", "k = 15"].map(toVariantId)).toEqual([
    "model-a",
    "gpt-4-1",
    "gro-e-2",
    "k-15",
  ]);
});
