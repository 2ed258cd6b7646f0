import { expect, test } from "vitest";
import type { RunSpec, ScenarioSpec } from "../../lib/core/run/spec.ts";
import { listFolderDemos } from "../../lib/operations/demos/folder-demos.ts";
import { toSampleDemo } from "../../lib/operations/demos/seed-demos.ts";
import { startDemo } from "../../lib/operations/demos/start-demo.ts";
import { startAgain } from "../../lib/operations/runs/start-again.ts";
import { StartRunInput } from "../../lib/operations/runs/start-run-input.ts";
import { toStartRunInput } from "../../lib/operations/runs/to-start-run-input.ts";
import { loadBundledSkills } from "../../lib/skills/sources/bundled-skills.ts";
import { createMemoryContext } from "../support/memory-context.ts";

const scenario = (id: string, items: number): { readonly [Key in keyof ScenarioSpec]-?: ScenarioSpec[Key] } => ({
  id,
  label: id,
  items,
  batchSize: 10,
  concurrency: 2,
  timeBudgetMs: 30_000,
  memoryLimitMb: 256,
  errorTolerance: 0.1,
  distribution: "uniform",
  targetQuality: 0.9,
  options: { model: id },
});

/** Every key that a spec can have; a new one is missing here until it is added. */
const FULL: { readonly [Key in keyof RunSpec]-?: RunSpec[Key] } = {
  title: "Genres",
  skillId: "film-genres",
  skillVersion: "1",
  unit: { one: "film", many: "films" },
  metrics: [],
  seed: 7,
  sync: "milestone",
  hold: "presenter",
  milestones: [50],
  waitLimitMs: 1_000,
  arrivalTolerance: 1,
  lengthSeconds: 60,
  scenarios: [scenario("simple", 10), scenario("medium", 10)],
  retry: { mode: "automatic", limit: 1, backoffMs: 100 },
  stallLimitMs: 20_000,
  reducedLoad: true,
  costCap: { unit: "tokens", limit: 1_000 },
  prices: null,
  estimate: null,
  judge: {
    metricId: "agreement",
    title: "Judge",
    question: "Right?",
    recordedBy: "one",
    recordedAt: "2026-11-29",
    answers: 3,
  },
  answers: {
    kind: "pinned",
    pace: "recorded",
    model: "m",
    recordedAt: "2026-11-29",
    count: 72,
    note: null,
    timed: 0,
    mean: { latencyMs: null, inputTokens: null, outputTokens: null },
    paceMs: 500,
    atOnce: 4,
  },
  input: { inputId: "input_1", name: "films.csv", rows: 72 },
  options: { answers: "replay" },
  demoId: "demo_film-genres",
  notes: { "0": "Begin" },
};

test("a spec with every key that it can have becomes an accepted start input, with each of its settings", () => {
  const input = StartRunInput.parse(toStartRunInput(FULL));
  const { skillId: _, skillVersion: _v, unit: _u, metrics: _m, prices: _p, estimate: _e, ...rest } = FULL;
  const { judge: _j, answers: _a, input: _i, scenarios: _s, ...settings } = rest;
  expect(input).toMatchObject(settings);
  expect(input.inputId).toBe("input_1");
  expect(input.scenarios["simple"]).toMatchObject({ batchSize: 10, concurrency: 2, targetQuality: 0.9 });
  expect(input.variants).toEqual([
    { name: "simple", options: { model: "simple" } },
    { name: "medium", options: { model: "medium" } },
  ]);
});

test("a spec of sizes keeps them by name, and fields of other versions are left out", () => {
  const scenarios = FULL.scenarios.map(({ options: _, ...each }, at) => ({ ...each, items: 10 * (at + 1) }));
  const later = { fromALaterVersion: true };
  const input = StartRunInput.parse(toStartRunInput({ ...FULL, ...later, scenarios }));
  expect(input.items).toEqual({ simple: 10, medium: 20 });
});

test("[M6] every bundled demo starts, and starts again from its run", async () => {
  const skills = await loadBundledSkills();
  const ctx = createMemoryContext({ skills });
  await ctx.demos.addMissing(
    [...skills.values()].map(({ manifest }) => toSampleDemo(manifest, "2026-11-29T00:00:00Z")),
  );
  expect(listFolderDemos(ctx).map(({ id }) => id)).toContain("demo_film-genres");
  for (const id of skills.keys()) {
    const started = await startDemo(ctx, { demoId: `demo_${id}` });
    if (!started.ok) throw new Error(`${id}: ${started.error.message}`);
    const again = await startAgain(ctx, started.value.runId);
    if (!again.ok) throw new Error(`${id} again: ${again.error.message}`);
  }
});
