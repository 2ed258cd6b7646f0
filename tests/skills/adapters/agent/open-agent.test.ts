import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Invoker } from "../../../../lib/skills/adapters/invoker.ts";
import { openAgent } from "../../../../lib/skills/adapters/agent/open-agent.ts";
import { WorkingFolders } from "../../../../lib/skills/adapters/agent/working-folder.ts";
import { SkillDefinition } from "../../../../lib/skills/definition/definition.ts";
import { selectItemTimeout } from "../../../../lib/skills/definition/kind-defaults.ts";
import { toManifest } from "../../../../lib/skills/definition/to-manifest.ts";
import { isLiving, until } from "../../../support/processes.ts";
import { createCall, createContext, parseInvoke } from "../support/invoker-call.ts";

let base = "";
let folder = "";
const opened: Invoker[] = [];

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), "triptych-agent-test-"));
  folder = join(base, "skill");
  await mkdir(folder);
  await mkdir(join(base, "tmp"));
  vi.stubEnv("TMPDIR", join(base, "tmp"));
});
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close?.();
  vi.unstubAllEnvs();
  await rm(base, { recursive: true });
});

/** Opens a stand-in for an agent: a Node program in the skill's folder, called with its prompt on stdin. */
async function open(program: string, invoke: Record<string, unknown> = {}, more: Record<string, string> = {}) {
  const files = { "agent.mjs": program, ...more };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const env = { PATH: process.env["PATH"] ?? "" };
  const given = { kind: "agent", preset: "jsonl", command: "node agent.mjs", prompt: "{{task}}", ...invoke } as const;
  const invoker = await openAgent(parseInvoke(given), createContext({ folder, env }));
  opened.push(invoker);
  return invoker;
}

const ENDS = 'console.log(JSON.stringify({ type: "result", subtype: "success", num_turns: 1, result: "fine" }));';
const leftFolders = async () =>
  (await readdir(join(base, "tmp"), { recursive: true })).filter((name) => /item-\d+-\w+$/.test(name));

describe("[M11] an agent's command line, with a stand-in", () => {
  test("each item has a folder of its own with the listed files, which is removed", async () => {
    const program = `import { readdirSync, writeFileSync } from "node:fs";
      const found = readdirSync(".").join();
      writeFileSync("made-by-agent", "");
      console.log(JSON.stringify({ type: "result", result: found + " " + process.cwd() }));`;
    const invoker = await open(program, { files: ["data/", "{{task}}.txt"] }, { "a.txt": "", "b.txt": "" });
    await mkdir(join(folder, "data"));
    await writeFile(join(folder, "data", "deep.csv"), "");
    const answers = [
      await invoker.invoke({ task: "a" }, createCall()),
      await invoker.invoke({ task: "b" }, createCall()),
    ].map(({ result }) => (typeof result === "string" ? result : "").split(" "));
    expect(answers.map(([files]) => files)).toEqual(["a.txt,deep.csv", "b.txt,deep.csv"]);
    expect(answers[0]?.[1]).not.toBe(answers[1]?.[1]);
    expect(await leftFolders()).toEqual([]);
    await expect(invoker.invoke({ task: "../../x" }, createCall())).rejects.toThrow("is not in the skill's folder");
    await expect(invoker.invoke({ task: "none" }, createCall())).rejects.toThrow("none.txt cannot be copied");
  });

  test("folders are kept when asked, and the log says where", async () => {
    const failing = await open("process.exit(3)", { keep: "failed" });
    const call = createCall();
    await expect(failing.invoke({ task: "a" }, call)).rejects.toThrow("exited with code 3");
    const path = call.logs.join().split(": ").at(-1) ?? "";
    expect(call.logs.join()).toContain("The working folder of item 1 is kept:");
    expect(existsSync(path)).toBe(true);
    const all = await open(ENDS, { keep: "all" });
    await all.invoke({ task: "a" }, createCall());
    expect(await leftFolders()).toHaveLength(2);
  });

  test("what a killed worker left is removed after a day, unless it was kept", async () => {
    const parent = join(base, "tmp");
    const names = ["triptych-work-old", "triptych-work-new", "triptych-work-kept", "other"];
    for (const name of names) await mkdir(join(parent, name, "item-1-x"), { recursive: true });
    await writeFile(join(parent, "triptych-work-kept", ".kept"), "");
    const now = 1_800_000_000_000;
    const [dayAgo, hourAgo] = [new Date(now - 90_000_000), new Date(now - 3_600_000)];
    for (const name of names) await utimes(join(parent, name), dayAgo, name.endsWith("new") ? hourAgo : dayAgo);
    const folders = await WorkingFolders.open(parent, now);
    await folders.close();
    expect((await readdir(parent)).toSorted()).toEqual(names.filter((name) => !name.endsWith("old")).toSorted());
  });

  test("a check scores by its exit code, or by what it prints, and the agent never sees it", async () => {
    const check = `import { text } from "node:stream/consumers";
      const { task, answer } = JSON.parse(await text(process.stdin));
      if (answer !== "fine") throw new Error("no answer");
      if (task === "half") console.log(JSON.stringify({ score: 0.5, lines: 3, note: "some" }));
      if (task === "said") console.log(JSON.stringify({ correct: true }));
      process.exit(task === "wrong" || task === "said" ? 1 : 0);`;
    const program = `import { existsSync } from "node:fs";
      if (existsSync("check.mjs")) throw new Error("the check is visible");
      ${ENDS}`;
    const invoker = await open(program, { check: "node check.mjs" }, { "check.mjs": check });
    const valuesOf = async (task: string) => (await invoker.invoke({ task }, createCall())).values;
    expect(await valuesOf("right")).toEqual({ compared: 1, correct: 1 });
    expect(await valuesOf("wrong")).toEqual({ compared: 1, correct: 0 });
    expect(await valuesOf("half")).toEqual({ compared: 1, correct: 0, score: 0.5, lines: 3 });
    expect(await valuesOf("said")).toEqual({ compared: 1, correct: 1 });
  });

  test("a failed item counts what it has cost; turns are limited and shown", async () => {
    const turn = (n: number) =>
      `console.log(JSON.stringify({ type: "assistant", message: { id: "${n}", content: [], usage: { input_tokens: 4 } } }));`;
    const result = { type: "result", subtype: "error_max_turns", total_cost_usd: 0.5, usage: { input_tokens: 7 } };
    const costly = await open(`console.log(${JSON.stringify(JSON.stringify(result))})`);
    const failed = createCall();
    await expect(costly.invoke({ task: "a" }, failed)).rejects.toThrow("The agent failed: error_max_turns");
    expect(failed.cost.take()).toMatchObject({ cost_usd: 0.5, priced: 1, input_tokens: 7 });
    const endless = await open(`${turn(1)}${turn(2)}${turn(3)} setInterval(() => {}, 1e6);`, { maxTurns: 2 });
    const call = createCall();
    await expect(endless.invoke({ task: "a" }, call)).rejects.toThrow("It took more than 2 turns.");
    expect(call.steps.slice(0, 2)).toEqual(["turn 1", "turn 2"]);
    expect(call.cost.take()).toMatchObject({ input_tokens: 12 });
  });

  test("one document, a list of events, and what is neither", async () => {
    const printing = (text: string) => open(`process.stdout.write(${JSON.stringify(text)})`, { preset: "json" });
    const pretty = JSON.stringify({ type: "result", result: "fine", num_turns: 3, total_cost_usd: 0 }, null, 2);
    const call = createCall();
    const answer = await (await printing(pretty)).invoke({ task: "a" }, call);
    expect(answer).toMatchObject({ result: "fine", samples: { turns: [3] } });
    expect(call.cost.take()).toEqual({ cost_usd: 0, priced: 1 });
    const list = JSON.stringify([{ type: "system" }, { type: "result", result: { label: "x" } }]);
    expect((await (await printing(list)).invoke({ task: "a" }, createCall())).result).toEqual({ label: "x" });
    await expect((await printing("Hello!")).invoke({ task: "a" }, createCall())).rejects.toThrow(
      "something else than one JSON document: Hello!",
    );
    await expect((await printing("")).invoke({ task: "a" }, createCall())).rejects.toThrow("ended without a result");
  });

  test("the prompt is on stdin, or an argument where the command says so", async () => {
    const program = `import { text } from "node:stream/consumers";
      const result = [await text(process.stdin), ...process.argv.slice(2)];
      console.log(JSON.stringify({ type: "result", result }));`;
    const byInput = await open(program, { prompt: "Do {{task}}" });
    expect((await byInput.invoke({ task: "$(id)" }, createCall())).result).toEqual(["Do $(id)"]);
    const byArgument = await open(program, { prompt: "Do {{task}}", command: "node agent.mjs -m {{prompt}}" });
    expect((await byArgument.invoke({ task: "a b" }, createCall())).result).toEqual(["", "-m", "Do a b"]);
  });

  test("an abort ends the agent and its children, and removes the folder", async () => {
    const program = `import { spawn } from "node:child_process";
      const { pid } = spawn("sleep", ["600"]);
      console.log(JSON.stringify({ type: "item.started", item: { command: String(pid) } }));
      setInterval(() => {}, 1e6);`;
    const invoker = await open(program);
    const controller = new AbortController();
    const call = createCall(controller.signal);
    const progress = (text: string) => {
      call.steps.push(text);
      controller.abort();
    };
    await expect(invoker.invoke({ task: "a" }, { ...call, progress })).rejects.toThrow("ended before it had finished");
    const pid = Number(call.steps[0]?.split(": ")[1]);
    expect(pid).toBeGreaterThan(1);
    await until("the child has ended", () => !isLiving(pid));
    expect(await leftFolders()).toEqual([]);
  });

  test("a missing program is named when the skill opens", async () => {
    await expect(open("", { command: "no-such-agent" })).rejects.toThrow("no-such-agent is not on the PATH");
    await expect(open("", { check: "./absent.sh" })).rejects.toThrow("There is no program ./absent.sh");
  });
});

describe("[M11] the definition of an agent", () => {
  const parse = (more: object) => SkillDefinition.safeParse({ invoke: { kind: "agent", prompt: "p", ...more } });

  test("a preset without a program of its own needs a command, and a check replaces an expected column", () => {
    expect(parse({ preset: "json" }).error?.issues[0]).toMatchObject({ path: ["invoke", "command"] });
    expect(parse({ preset: "claude" }).success).toBe(true);
    const both = SkillDefinition.safeParse({
      invoke: { kind: "agent", preset: "codex", prompt: "p", check: "true" },
      expect: { column: "label" },
    });
    expect(both.error?.issues[0]?.message).toContain("is not needed beside invoke.check");
  });

  test("limits, sizes and metrics fit tasks of minutes", () => {
    const invoke = { kind: "agent", preset: "claude", prompt: "{{task}}", check: "true" };
    const definition = SkillDefinition.parse({ invoke, scenarios: { medium: { batchSize: 2 } } });
    const manifest = toManifest("tasks", definition, { version: "1", ownRows: null });
    expect(manifest.profile.items).toEqual({ simple: 2, medium: 4, complex: 8 });
    expect(manifest.scenarioDefaults["simple"]).toMatchObject({ timeBudgetMs: 3_600_000, memoryLimitMb: 1_024 });
    expect(manifest.scenarioDefaults["medium"]).toMatchObject({ batchSize: 2, concurrency: 1 });
    expect(manifest.metrics.map(({ id, weight }) => [id, weight])).toEqual([
      ["correct", 1],
      ["answered", 0],
      ["latency_p95", 0],
      ["cost_per_item", 0],
      ["turns_p95", 0],
    ]);
    expect(manifest.metrics.find(({ id }) => id === "latency_p95")?.target.value).toBe(600_000);
    expect(manifest.input?.truth).toBeUndefined();
    const quick = SkillDefinition.parse({ invoke: { kind: "command", command: "true" } });
    expect(selectItemTimeout(quick)).toBe(30);
  });
});
