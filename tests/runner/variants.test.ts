import { expect, test } from "vitest";
import { startState } from "../../lib/core/run/start-state.ts";
import { readVariantItems } from "../../lib/runner/drive/variant-items.ts";
import { runSpec, scenarioSpec } from "../core/support/specs.ts";
import { startDrive } from "./drive-harness.ts";

const RUNNER = { role: "runner", name: "test" } as const;

const input = { inputId: "input_test", name: "words.csv", rows: 40 };
const rows = Array.from({ length: 40 }, (_, at) => ({ word: `word ${at}` }));
const head = {
  id: "input_test",
  skillId: "echo",
  name: "words.csv",
  format: "csv",
  checksum: "abc",
  createdAt: "2030-01-01T00:00:00.000Z",
} as const;

const variants = {
  items: [40, 40],
  options: { reveal: "row" },
  byId: { simple: { label: "fast", options: {} }, medium: { label: "careful", options: { reveal: "pid" } } },
} as const;

test("[A14] variants get the same items, and the run's options with their own over them", async () => {
  const run = await startDrive({ ...variants, input });
  await run.stores.inputs.add(
    { ...head, rows: 40 },
    rows.map((row) => JSON.stringify(row)),
  );
  await run.claimAndDrive();
  const requestOf = (id: string) => run.batches.find(({ request }) => request.scenarioId === id)?.request;
  expect(requestOf("simple")?.options).toEqual({ reveal: "row" });
  expect(requestOf("medium")?.options).toEqual({ reveal: "pid" });
  expect(requestOf("simple")?.input).toEqual(requestOf("medium")?.input);
  expect(requestOf("simple")).toMatchObject({ seed: 7, items: 40, distribution: "uniform" });
});

test.each(["free-running", "milestone", "lock-step"] as const)(
  "[A14] at the end of a %s run the stored results of its variants are compared in pairs",
  async (sync) => {
    const values = ({ request }: { request: { scenarioId: string } }, index: number) => ({
      seen: 1,
      echoed: request.scenarioId === "simple" && index % 4 === 0 ? 0 : 1,
    });
    const run = await startDrive({ ...variants, sync, metrics: ECHOED }, { values });
    await run.claimAndDrive();
    const { results } = await run.state();
    const quality = results?.judgement.comparison?.measures.find(({ id }) => id === "quality");
    expect(quality).toMatchObject({ leaders: ["medium"], pairs: [{ firstId: "simple", isBeyondNoise: true }] });
    expect(quality?.values.map(({ value }) => value)).toEqual([0.75, 1]);
    expect(results?.judgement.comparison?.items).toBe(40);
    expect(results?.judgement.headline.text).toMatch(/^Careful leads in quality \(1\.00 against \.75\)/);
  },
);

test("[A14] what was finished before a crash of the runner counts in the comparison", async () => {
  const run = await startDrive(
    { ...variants, metrics: ECHOED },
    {
      values: ({ request }, index) => ({ seen: 1, echoed: request.scenarioId === "simple" && index % 4 === 0 ? 0 : 1 }),
    },
  );
  await run.driveUntilKilled(() => run.seen(({ type }) => type === "milestone.released"));
  await run.claimAndDrive();
  const { results, status } = await run.state();
  expect(status).toBe("complete");
  expect(results?.judgement.comparison).toMatchObject({ items: 40 });
});

test("[A14] of an earlier attempt only what succeeded counts", async () => {
  const spec = runSpec({ scenarios: [scenarioSpec("a", 2, { options: {} }), scenarioSpec("b", 2, { options: {} })] });
  const started = startState({ type: "run.queued", seq: 1, atMs: 0, at: "", actor: RUNNER, runId: "run_1", spec });
  const state = { ...started, scenarios: started.scenarios.map((each) => ({ ...each, attempt: 2 })) };
  const result = (index: number, ok: boolean) => ({ index, ok, error: null, values: {}, samples: {}, outcome: "" });
  const readSegments = async (_: string, scenarioId = "") => [
    { scenarioId, attempt: 1, fromItem: 0, toItem: 2, durationMs: 1, results: [result(0, true), result(1, false)] },
  ];
  const items = await readVariantItems({ readSegments }, state);
  expect([...(items?.get("a")?.done ?? [])]).toEqual([1, 0]);
  expect([...(items?.get("a")?.failed ?? [])]).toEqual([0, 0]);
});

test("[A14] a run of sizes has no comparison", async () => {
  const run = await startDrive({ items: [10, 20] });
  await run.claimAndDrive();
  expect((await run.state()).results?.judgement.comparison).toBeUndefined();
});

const ECHOED = [
  {
    id: "echoed",
    label: "Echoed",
    unit: "ratio",
    formula: { kind: "ratio", numerator: { echoed: 1 }, denominator: { seen: 1 } },
    target: { comparison: ">=", value: 1 },
    weight: 1,
  },
] as const;
