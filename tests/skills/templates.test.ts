import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { readDefinition } from "../../lib/skills/definition/read-definition.ts";
import { copyTemplate, listTemplates } from "../../lib/skills/templates/templates.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import { createTestRunner } from "../support/test-runner.ts";
import { findOnPath } from "../support/find-on-path.ts";
import { openInstalled } from "./adapters/support/skill-folder.ts";
import { openMessage, startConversation } from "./support/conversation.ts";

const ROWS = [
  ["I was charged twice for the invoice of May.", "billing"],
  ["The courier never rang the bell.", "delivery"],
  ["Since the last update, the app crashes at start.", "technical"],
  ['Grüße! Where is the "parcel", please?', "delivery"],
  ["No keyword at all", "technical"],
  ["You took the money twice", "billing"],
  ["", "billing"],
  ["The price of the card", ""],
  ["Login, password: error", "technical"],
  ["REFUND", "billing"],
].map(([text = "", label = ""]) => ({ text, label: label === "" ? null : label }));
const OUTCOMES = ["billing", "delivery", "technical", "delivery", "technical"].concat([
  "technical, expected billing",
  "",
  "billing",
  "technical",
  "billing",
]);

/** By template: how a line of its program is started; absent where an adapter of ours speaks for it. */
const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  python: ["python3", "skill.py"],
  go: ["go", "run", "."],
  typescript: ["node", "skill.ts"],
};
const TOOLCHAINS: Readonly<Record<string, string>> = { python: "python3", bash: "bash", go: "go", typescript: "node" };

function hasToolchain(name: string): boolean {
  return findOnPath([TOOLCHAINS[name] ?? ""]) !== null;
}

function noteSkip(name: string): string {
  return hasToolchain(name) ? "" : ` (skipped: there is no ${TOOLCHAINS[name]} here)`;
}

describe.each(listTemplates().map(({ name }) => name))("the %s template", (name) => {
  let skillsDir: string;
  let installed: Awaited<ReturnType<typeof openInstalled>>;

  beforeAll(async () => {
    skillsDir = await mkdtemp(join(tmpdir(), "template-"));
    const copied = await copyTemplate(name, join(skillsDir, "triage"));
    if (!copied.ok) throw new Error(copied.error);
    installed = await openInstalled("triage", skillsDir);
  });

  afterAll(async () => {
    await installed.host.endAll();
    await rm(skillsDir, { recursive: true });
  });

  test.skipIf(!hasToolchain(name))(
    `[M2] answers uploaded rows rightly, and a row without a text fails alone${noteSkip(name)}`,
    async () => {
      const worker = await installed.start(ROWS, { fallback: "technical" });
      const { outcome, results } = await installed.run(worker, 0, ROWS.length);
      expect(outcome).toMatchObject({ ok: true });
      const failing = results.filter(({ ok }) => !ok).map(({ index }) => index);
      // the script is given an empty text as any other
      expect(failing).toEqual(name === "bash" ? [] : [6]);
      const shown = results.map(({ outcome: each }) => each);
      expect(shown).toEqual(OUTCOMES.with(6, name === "bash" ? "technical, expected billing" : ""));
      const correct = results.map(({ values }) => values["correct"]);
      expect(correct.filter((each) => each === 1)).toHaveLength(7);
      expect(correct[7]).toBeUndefined();
      const timed = results.filter(({ samples }) => samples["latency_ms"]?.length === 1);
      expect(timed).toHaveLength(ROWS.length - failing.length);
    },
  );

  test.skipIf(!hasToolchain(name))(
    `[M2] has rows of its own, of which 85 % are right, the same for a seed${noteSkip(name)}`,
    async () => {
      const runs = [];
      for (let run = 0; run < 2; run += 1) {
        const worker = await installed.start(20, { fallback: "technical" });
        const { results } = await installed.run(worker, 0, 20);
        expect(results.filter(({ values }) => values["correct"] === 1)).toHaveLength(17);
        runs.push(results.map(({ outcome }) => outcome));
        await worker.end();
      }
      expect(runs[1]).toEqual(runs[0]);
    },
  );

  test.skipIf(!hasToolchain(name))(
    `[M2][A2] runs as a demo of three scales with a milestone to its end${noteSkip(name)}`,
    async () => {
      const manifest = installed.skills.get("triage")?.manifest;
      if (manifest === undefined) throw new Error("The template is not installed");
      const { title, metrics, unit } = manifest;
      const stores = createMemoryStores();
      const { runner, start, statusOf } = createTestRunner(stores, installed.host, "runner_test", installed.skills);
      await runner.start();
      const options = { fallback: "technical" };
      const settings = { items: [10, 15, 20], scenario: { memoryLimitMb: 1_024 }, milestones: [50], options };
      await start("run_triage", { ...settings, title, metrics, unit, skillId: "triage", sync: "milestone" });
      await expect.poll(() => statusOf("run_triage"), { timeout: 40_000 }).toBe("complete");
      await runner.stop();
      const state = await stores.log.readState("run_triage");
      expect(state?.scenarios.map(({ totals }) => totals.itemsDone)).toEqual([10, 15, 20]);
      expect(state?.scenarios[2]?.totals.metrics["correct"]).toBeCloseTo(0.85, 9);
      const events = await stores.log.read("run_triage", 0);
      expect(events.filter(({ type }) => type === "milestone.released")).toHaveLength(1);
    },
  );
});

describe.each(Object.keys(PROGRAMS))("the program of the %s template", (name) => {
  test.skipIf(!hasToolchain(name))(
    `[M2] stops within a second of a cancel, leaves out what is finished, and ends with its input${noteSkip(name)}`,
    async () => {
      const talk = startConversation(PROGRAMS[name] ?? [], join(process.cwd(), "templates/skill", name));
      try {
        talk.send(openMessage({ items: 400_000 }));
        await talk.next("ready");
        talk.send({ type: "batch", batchId: 1, fromItem: 0, toItem: 400_000, skip: [] });
        await talk.next("item");
        const startedAt = performance.now();
        talk.send({ type: "cancel", batchId: 1 });
        expect(await talk.next("batch-failed")).toMatchObject({ batchId: 1, kind: "exception" });
        expect(performance.now() - startedAt).toBeLessThan(1_000);
        const from = talk.received.length;
        talk.send({ type: "batch", batchId: 2, fromItem: 4, toItem: 10, skip: [[5, 9]] });
        await talk.next("batch-done", from);
        const indices = talk.received.slice(from).flatMap((each) => (each.type === "item" ? [each.index] : []));
        expect(indices).toEqual([4, 9]);
        talk.endInput();
        expect(await talk.exited).toEqual([0, null]);
      } finally {
        await talk.end();
      }
    },
  );
});

describe("templates", () => {
  const folders: string[] = [];
  afterEach(async () => {
    await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
  });

  test("[M10] are those of the folder, and each is a valid skill with 20 rows", async () => {
    const names = listTemplates().map(({ name }) => name);
    expect((await readdir("templates/skill")).toSorted()).toEqual(names.toSorted());
    for (const name of names) {
      expect(readDefinition(await readFile(`templates/skill/${name}/skill.yaml`, "utf8"))).toMatchObject({ ok: true });
      expect((await readFile(`templates/skill/${name}/rows.csv`, "utf8")).trim().split("\n")).toHaveLength(21);
    }
  });

  test("[M10] a new skill has its own name as title, whatever its language", async () => {
    const parent = await mkdtemp(join(tmpdir(), "template-"));
    folders.push(parent);
    for (const [at, { name }] of listTemplates().entries()) {
      await copyTemplate(name, join(parent, `spam-check-${at}`));
      const text = await readFile(join(parent, `spam-check-${at}`, "skill.yaml"), "utf8");
      expect(readDefinition(text)).toMatchObject({ ok: true, value: { title: `Spam check ${at}` } });
    }
    await copyTemplate("bash", join(parent, "2026"));
    const numbered = readDefinition(await readFile(join(parent, "2026", "skill.yaml"), "utf8"));
    expect(numbered).toMatchObject({ ok: true, value: { title: "2026" } });
  });

  test("[M10] are not copied over files, and an unknown one is answered with those that exist", async () => {
    const folder = await mkdtemp(join(tmpdir(), "template-"));
    folders.push(folder);
    expect(await copyTemplate("pyhton", folder)).toMatchObject({
      ok: false,
      error: "There is no template pyhton. Did you mean python? There are python, bash, go, typescript.",
    });
    expect(await copyTemplate("bash", folder)).toEqual({
      ok: true,
      value: ["README.md", "rows.csv", "skill.yaml", "triage.sh"],
    });
    expect(await copyTemplate("go", folder)).toMatchObject({
      ok: false,
      error: `${folder} is not empty. Choose another folder.`,
    });
  });
});
