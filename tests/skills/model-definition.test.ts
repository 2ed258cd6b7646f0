import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readDefinition } from "../../lib/skills/definition/read-definition.ts";
import type { InstalledSkill } from "../../lib/skills/sources/installed-skill.ts";
import { loadFolder } from "../../lib/skills/sources/load-folder.ts";
import { createLaunchPlanner } from "../../lib/skills/sources/plan-launch.ts";

const INVOKE = 'provider: openai-compatible, baseUrl: "http://127.0.0.1:1/v1", model: m, prompt: "{{text}}"';

function listMistakes(yaml: string): string[] {
  const read = readDefinition(yaml);
  return read.ok ? [] : read.error.map(({ key, message }) => `${key ?? ""}: ${message}`);
}

describe("[M5] a mistake in the description of a model is named with what to do", () => {
  test.each([
    ["invoke: { kind: model, provider: openai-compatible, model: m, prompt: p }", "invoke: needs baseUrl"],
    ["invoke: { kind: model, provider: anthropic, model: m, prompt: p }", "invoke: needs apiKey"],
    [`invoke: { kind: model, ${INVOKE}, apiKey: KEY }`, "invoke.apiKey: must be declared: add KEY to secrets"],
    [
      `invoke: { kind: model, ${INVOKE}, output: { schema: { type: nonsense } } }`,
      "invoke.output.schema: is no JSON Schema",
    ],
    [`invoke: { kind: model, ${INVOKE}, output: json }`, 'invoke.output: must be "text", or a schema'],
    [`invoke: { kind: model, ${INVOKE}, baseURL: x }`, "invoke.baseURL: is not a known key here"],
    [`invoke: { kind: model, ${INVOKE}, allow: [10.0.0.1] }`, "invoke.allow.0: must be an address"],
    [`invoke: { kind: model, ${INVOKE} }\nexpect: { column: c, match: judge }`, "expect.match: needs a judge"],
    [`invoke: { kind: model, ${INVOKE} }\noptions: { pace: { type: string, default: x } }`, "options.pace: is taken"],
    [
      `invoke: { kind: model, ${INVOKE} }\nprices: { currency: dollars, perMillionInputTokens: 1, perMillionOutputTokens: 1 }`,
      "prices.currency: must be the three letters of a currency",
    ],
    [
      `invoke: { kind: command, command: x, speaks: protocol }\njudge: { provider: openai-compatible, baseUrl: "http://a.example/v1", model: m, question: q }`,
      "judge: cannot be used",
    ],
  ])("%s", (yaml, mistake) => {
    expect(listMistakes(yaml).join("\n")).toContain(mistake);
  });
});

describe("in a folder", () => {
  let folder: string;
  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), "triptych-model-")), "asked");
    await mkdir(folder);
  });
  afterEach(async () => {
    await rm(join(folder, ".."), { recursive: true, force: true });
  });

  async function load(yaml: string): Promise<InstalledSkill> {
    await writeFile(join(folder, "skill.yaml"), yaml);
    const loaded = await loadFolder(folder, { isTyped: false });
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
    return loaded.value;
  }

  const YAML = `invoke: { kind: model, ${INVOKE}, apiKey: MODEL_KEY }\nsecrets: [MODEL_KEY]\nitem: { columns: { text: {} } }`;

  test("[M6] where answers come from is an option of every skill that asks a model, live by default", async () => {
    const { manifest } = await load(YAML);
    expect(manifest.options.parse({})).toEqual({ answers: "live", pace: "recorded" });
    expect(manifest.options.safeParse({ answers: "made-up" }).success).toBe(false);
    const judged = `invoke: { kind: command, command: x }\njudge: { ${INVOKE.replace(/, prompt.*/, "")}, question: q }\nitem: { columns: { text: {} } }`;
    expect((await load(judged)).manifest.options.parse({})).toEqual({ answers: "live", pace: "recorded" });
    expect(
      (await load("invoke: { kind: command, command: x }\nitem: { columns: { text: {} } }")).manifest.options.parse({}),
    ).toEqual({});
  });

  test("[M6] recording changes no version, so that a run that records does not change its own skill", async () => {
    const before = (await load(YAML)).manifest;
    await writeFile(
      join(folder, "answers.jsonl"),
      '{"key":"k","answer":"x","model":"m-1","recordedAt":"2026-11-29","latencyMs":40,"usage":{"input":7,"output":3}}\n',
    );
    const after = (await load(YAML)).manifest;
    expect(after.version).toBe(before.version);
    expect([before.pinned, after.pinned?.count, after.pinned?.model]).toEqual([undefined, 1, "m-1"]);
    expect(after.pinned?.mean).toEqual({ latencyMs: 40, inputTokens: 7, outputTokens: 3 });
  });

  test("[M6] [O2] a replay needs no key and gets none; a live run without it is refused", async () => {
    const skill = await load(YAML);
    const skills = new Map([["asked", skill]]);
    const keyless = createLaunchPlanner(skills, { readVariables: () => ({}), entryEnv: {} });
    await expect(keyless("asked", { answers: "live" })).rejects.toThrow("asked needs MODEL_KEY");
    await expect(keyless("asked", { answers: "record" })).rejects.toThrow("asked needs MODEL_KEY");
    expect(await keyless("asked", { answers: "replay" })).toMatchObject({ kind: "entry", secrets: {} });
    const readVariables = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, "sk-1"]));
    const keyed = createLaunchPlanner(skills, { readVariables, entryEnv: {} });
    expect((await keyed("asked", { answers: "live" }))?.secrets).toEqual({ MODEL_KEY: "sk-1" });
    expect(JSON.stringify(await keyed("asked", { answers: "replay" }))).not.toContain("sk-1");
  });
});
