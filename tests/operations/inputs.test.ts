import { beforeEach, describe, expect, test } from "vitest";
import { createAddresses } from "../../lib/access/addresses.ts";
import { systemClock } from "../../lib/clock.ts";
import type { ActorRole } from "../../lib/core/run/actor.ts";
import type { ItemResult } from "../../lib/core/ports/event-log.ts";
import type { RunSpec } from "../../lib/core/run/spec.ts";
import { newId } from "../../lib/ids.ts";
import type { OperationContext } from "../../lib/operations/context.ts";
import { getInput } from "../../lib/operations/inputs/get-input.ts";
import { readCostlyItems } from "../../lib/operations/runs/read-costly-items.ts";
import { seedDemos } from "../../lib/operations/demos/seed-demos.ts";
import { createOperationContext } from "../../lib/operations/services.ts";
import { startAgain } from "../../lib/operations/runs/start-again.ts";
import { startDemo } from "../../lib/operations/demos/start-demo.ts";
import { startRun, type StartedRun } from "../../lib/operations/runs/start-run.ts";
import { checkInput, uploadInput } from "../../lib/operations/inputs/upload-input.ts";
import type { Result } from "../../lib/core/kit/result.ts";
import { skillRegistry } from "../../lib/skills/registry.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import type { Stores } from "../../lib/store/stores.ts";
import { createSampleRun } from "../support/test-web.ts";

let stores: Stores;
let ctx: OperationContext;
const as = (role: ActorRole) => {
  const prices = { read: async () => ({ status: "none", prices: null, file: "/data/prices.json" }) as const };
  const addresses = createAddresses({ port: 3000, host: "127.0.0.1", publicUrl: null });
  const shared = { ...stores, clock: systemClock, newId, prices, skills: skillRegistry, addresses };
  return createOperationContext(shared, { role, name: "console" });
};
beforeEach(() => {
  stores = createMemoryStores();
  ctx = as("presenter");
});

function requireValue<Value>(result: Result<Value, { readonly message: string }>): Value {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const csv = (rows: number) =>
  Buffer.from(["text,label", ...Array.from({ length: rows }, (_, at) => `mail ${at},ham`)].join("\n"));
const give = async (rows: number, skillId = "text-classification") =>
  requireValue(await uploadInput(ctx, { skillId, name: "mails.csv", bytes: csv(rows) }));
const specOf = async ({ runId }: StartedRun): Promise<RunSpec> => {
  const state = await stores.log.readState(runId);
  if (state === null) throw new Error("no run");
  return state.spec;
};
const itemsOf = ({ scenarios }: RunSpec) => scenarios.map(({ items }) => items);

describe("[B3] uploading a file", () => {
  test("returns a summary and stores the rows", async () => {
    const { inputId, ...summary } = await give(80);
    expect(inputId).toMatch(/^input_[0-9a-f-]{36}$/);
    expect(summary).toMatchObject({
      name: "mails.csv",
      format: "csv",
      rows: 80,
      ignoredColumns: [],
      items: [10, 30, 80],
    });
    expect(summary.preview[0]).toEqual({ text: "mail 0", label: "ham", subject: null });
    const kept = requireValue(await getInput(as("reviewer"), inputId));
    expect(kept).toMatchObject({ id: inputId, skillId: "text-classification", rows: 80, preview: summary.preview });
    expect(await stores.inputs.readRows(inputId)).toHaveLength(80);
  });

  test("the same file uploaded twice is one input, a different file is another", async () => {
    const [first, second, other] = [await give(5), await give(5), await give(6)];
    expect(second.inputId).toBe(first.inputId);
    expect(other.inputId).not.toBe(first.inputId);
  });

  test.each([
    [
      "no row",
      ["a,", "b, "],
      0,
      "No labels in mails.csv (column label is empty): Accuracy, Spam recall and F1 are unknown, and so is the quality.",
    ],
    ["one row", ["a,", "b,spam"], 1, "Only 1 of 2 rows has a label"],
  ])(
    "%s with a label: the check, the estimate and the started run say what is unknown",
    async (_, lines, rows, note) => {
      const bytes = Buffer.from(["text,label", ...lines].join("\n"));
      const given = requireValue(await uploadInput(ctx, { skillId: "text-classification", name: "mails.csv", bytes }));
      expect(given.labels).toMatchObject({ column: "label", rows });
      const started = requireValue(
        await startRun(ctx, { skill: "text-classification", inputId: given.inputId, items: [1, 2, 2] }),
      );
      expect(started.warnings[0]).toContain(note);
      const spec = await specOf(started);
      expect(spec.input?.labels).toEqual(given.labels);
      expect(spec.estimate?.warnings[0]).toBe(started.warnings[0]);
    },
  );

  test("checking a file stores nothing", async () => {
    const looked = requireValue(
      await checkInput(ctx, { skillId: "text-classification", name: "a.csv", bytes: csv(3) }),
    );
    expect(looked).toMatchObject({ rows: 3 });
    expect(looked).not.toHaveProperty("inputId");
  });

  test("a file with problems is refused with their positions, and nothing is stored", async () => {
    const bytes = Buffer.from("text,label\na,ham\nb,eggs\n");
    const refused = await uploadInput(ctx, { skillId: "text-classification", name: "mails.csv", bytes });
    expect(refused).toMatchObject({
      ok: false,
      error: {
        code: "invalid-input",
        message: "mails.csv cannot be used: row 2 (line 3), column label: must be spam or ham",
        problems: [{ row: 2, line: 3, column: "label", message: "must be spam or ham" }],
        problemCount: 1,
      },
    });
  });

  test.each([
    [
      "a skill that generates its own data",
      "performance-testing",
      "does not accept uploaded rows. This skill generates its own requests",
    ],
    [
      "an unknown skill",
      "juggling",
      `There is no skill juggling. Known skills: ${[...skillRegistry.keys()].toSorted().join(", ")}.`,
    ],
  ])("%s accepts none", async (_, skillId, message) => {
    const refused = await uploadInput(ctx, { skillId, name: "a.csv", bytes: csv(1) });
    expect(refused).toMatchObject({ ok: false, error: { message: expect.stringContaining(message) } });
  });

  test.each(["reviewer", "audience"] as const)("[O3] a %s cannot upload", async (role) => {
    const refused = await uploadInput(as(role), { skillId: "text-classification", name: "a.csv", bytes: csv(1) });
    expect(refused).toMatchObject({ ok: false, error: { code: "forbidden" } });
  });
});

describe("[B3] a run on uploaded rows", () => {
  test("its sizes fit the rows, each row is used once, and the run can be repeated", async () => {
    const { inputId } = await give(80);
    const started = requireValue(await startRun(ctx, { skill: "text-classification", inputId }));
    const spec = await specOf(started);
    expect(spec.input).toEqual({
      inputId,
      name: "mails.csv",
      rows: 80,
      labels: { column: "label", rows: 80, metrics: ["Accuracy", "Spam recall", "F1"], otherMetrics: [] },
    });
    expect(itemsOf(spec)).toEqual([10, 30, 80]);
    expect(spec.scenarios.map(({ distribution }) => distribution)).toEqual(["uniform", "uniform", "uniform"]);
    const again = await specOf(requireValue(await startAgain(ctx, started.runId)));
    expect({ ...again, estimate: null }).toEqual({ ...spec, estimate: null });
  });

  test("requested sizes and distributions are kept", async () => {
    const { inputId } = await give(80);
    const input = {
      skill: "text-classification",
      inputId,
      items: [5, 60],
      scenarios: { medium: { distribution: "skewed" } },
    };
    const spec = await specOf(requireValue(await startRun(ctx, input)));
    expect(itemsOf(spec)).toEqual([5, 60]);
    expect(spec.scenarios.map(({ distribution }) => distribution)).toEqual(["uniform", "skewed"]);
  });

  test("a demo's sizes are replaced by fitting ones unless sizes are given", async () => {
    await seedDemos(ctx);
    const { inputId } = await give(80);
    const demo = (await stores.demos.list()).find(({ spec }) => spec.skillId === "text-classification");
    const fitted = await specOf(requireValue(await startDemo(ctx, { demoId: demo?.id, inputId })));
    expect(itemsOf(fitted)).toEqual([10, 30, 80]);
    expect(fitted).toMatchObject({ title: demo?.title, input: { rows: 80 } });
    const asked = await startDemo(ctx, { demoId: demo?.id, inputId, items: { simple: 2, medium: 4, complex: 8 } });
    expect(itemsOf(await specOf(requireValue(asked)))).toEqual([2, 4, 8]);
  });

  test.each<[string, (inputId: string) => object, string]>([
    [
      "more items than rows",
      (inputId) => ({ skill: "text-classification", inputId, items: [10, 81] }),
      "items: medium has 81 items, but mails.csv has 80 rows; use at most 80",
    ],
    ["an unknown input", () => ({ skill: "text-classification", inputId: "input_none" }), "upload the file first"],
    ["arbitrary bytes as id", () => ({ skill: "text-classification", inputId: "%00\u0001" }), "upload the file first"],
    ["another skill", (inputId) => ({ skill: "security-scanning", inputId }), "was checked for text-classification"],
    [
      "a skill without input",
      (inputId) => ({ skill: "performance-testing", inputId }),
      "does not accept uploaded rows",
    ],
  ])("%s is refused with a message", async (_, toInput, message) => {
    const { inputId } = await give(80);
    const refused = await startRun(ctx, toInput(inputId));
    expect(refused).toMatchObject({ ok: false, error: { message: expect.stringContaining(message) } });
  });
});

describe("[C8] the items behind a score", () => {
  const result = (index: number, cell: string, ok = true): ItemResult => ({
    index,
    ok,
    error: ok ? null : "broke",
    values: ok ? { tp: 0, fp: 0, tn: 0, fn: 0, correct: cell.startsWith("t") ? 1 : 0, [cell]: 1 } : {},
    samples: {},
    outcome: `mail ${index}`,
  });

  async function createRun() {
    const run = await createSampleRun({ stores });
    await run.append(run.total, "complete");
    const writer = stores.log.openWriter(run.claim);
    const results = [result(0, "tp"), result(1, "fn"), result(2, "fp"), result(3, "", false), result(4, "tn")];
    const segment = { scenarioId: "simple", attempt: 1, fromItem: 0, toItem: 5, durationMs: 50, results };
    await writer.append({ events: [], segments: [segment] });
    return run.runId;
  }

  test("are listed for a metric and for the quality, up to a limit, for presenter and reviewer", async () => {
    const runId = await createRun();
    const recall = requireValue(await readCostlyItems(as("reviewer"), runId, "simple", { metric: "spam_recall" }));
    expect(recall).toMatchObject({
      metric: { id: "spam_recall", label: "Spam recall" },
      lossUnit: "share",
      counted: 5,
      found: 2,
      failed: 1,
      items: [
        { index: 1, outcome: "mail 1", loss: 0.5, metricIds: ["spam_recall"] },
        { index: 3, ok: false, error: "broke", loss: 0 },
      ],
    });
    const quality = requireValue(await readCostlyItems(ctx, runId, "simple", {}));
    expect(quality.metric).toMatchObject({ id: null, label: "Quality" });
    expect(quality.items.map(({ index }) => index).toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
    expect(requireValue(await readCostlyItems(ctx, runId, "simple", { limit: "1" })).items).toHaveLength(1);
  });

  test.each<[string, string, object, ActorRole, string]>([
    ["an unknown scenario", "huge", {}, "presenter", "it has simple, medium, complex"],
    ["an unknown metric", "simple", { metric: "charm" }, "presenter", "it has accuracy, spam_recall"],
    ["too many", "simple", { limit: 101 }, "presenter", "limit"],
    ["[O3] the audience", "simple", {}, "audience", "the audience joins the stage"],
  ])("%s is refused with a message", async (_, scenarioId, input, role, message) => {
    const refused = await readCostlyItems(as(role), await createRun(), scenarioId, input);
    expect(refused).toMatchObject({ ok: false, error: { message: expect.stringContaining(message) } });
  });
});
