import { existsSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type {
  BatchContext,
  DataRequest,
  Skill,
  SkillManifest,
  SkillSession,
} from "../../../lib/skills/contract/contract.ts";
import { z } from "zod";
import { optionalWholeNumber, requiredText } from "../../../lib/input/cells.ts";
import { EchoOptions } from "./echo-options.ts";
import { misbehave } from "./misbehave.ts";

const manifest: SkillManifest = {
  id: "echo",
  title: "Echo",
  version: "1",
  summary: "Echoes each number; fails, spins or crashes as configured.",
  unit: { one: "number", many: "numbers" },
  profile: { growth: "linear", items: { simple: 10, medium: 30, complex: 80 } },
  stage: { items: { simple: 100, medium: 300, complex: 800 }, scenarios: {} },
  scenarioDefaults: {},
  maxItems: 10_000_000,
  metrics: [
    {
      id: "echoed",
      label: "Echoed",
      unit: "ratio",
      formula: { kind: "ratio", numerator: { echoed: 1 }, denominator: { seen: 1 } },
      target: { comparison: ">=", value: 1 },
      weight: 1,
    },
  ],
  options: EchoOptions,
  input: {
    row: z.object({ word: requiredText, number: optionalWholeNumber(0, 1_000) }),
    columns: [
      { name: "word", required: true, description: "the text to echo" },
      { name: "number", required: false, description: "a whole number" },
    ],
    unit: { one: "word", many: "words" },
    example: { name: "words.csv", content: "word,number\none,1\ntwo,2\n" },
  },
};

/** Uses CPU without yielding, as a busy skill does. */
function spin(durationMs: number): void {
  const end = performance.now() + durationMs;
  while (performance.now() < end);
}

async function waitForFile(path: string): Promise<void> {
  while (!existsSync(path)) await delay(5);
}

function reveal(options: EchoOptions, index: number, request: DataRequest): string {
  if (options.reveal === "row") return JSON.stringify(request.input?.[index] ?? null);
  if (options.reveal === "pid") return String(process.pid);
  return options.reveal === "env" ? Object.keys(process.env).toSorted().join(" ") : `echo ${index}`;
}

function createSession(request: DataRequest, options: EchoOptions): SkillSession<number> {
  const crashesHere = options.crashScenario === null || options.crashScenario === request.scenarioId;

  const isGated = options.gateScenario === null || options.gateScenario === request.scenarioId;

  async function echo(index: number, context: BatchContext): Promise<void> {
    if (isGated && options.gateFile !== null && index >= options.gateItem) await waitForFile(options.gateFile);
    if (options.waitMs > 0) await delay(options.waitMs);
    if (options.spinMs > 0) spin(options.spinMs);
    const ok = !options.failItems.includes(index) && !(options.failEvery > 0 && (index + 1) % options.failEvery === 0);
    const outcome = reveal(options, index, request);
    context.report({
      index,
      ok,
      error: ok ? null : `number ${index} failed on purpose`,
      values: { seen: 1, echoed: ok ? 1 : 0 },
      outcome,
    });
  }

  return {
    items: Array.from({ length: request.items + (options.open === "wrong-count" ? 1 : 0) }, (_, index) => index),
    async invokeBatch(items, context) {
      for (const index of items) {
        if (crashesHere && options.crash !== "none" && index === options.crashItem) {
          await misbehave(options.crash, context);
          return;
        }
        await echo(index, context);
      }
    },
  };
}

/** A test skill: a no-op by default, and slow, faulty or hostile as configured. */
export const echo: Skill = {
  manifest,
  async open(request) {
    const options = EchoOptions.parse(request.options);
    if (options.open === "throw") throw new Error("does not open on purpose");
    if (options.open === "hang") await delay(600_000);
    if (options.open === "exit") process.exit(4);
    if (options.open === "memory")
      await misbehave("buffers", {
        indices: [],
        report: () => {},
        log: () => {},
        progress: () => {},
        signal: AbortSignal.abort(),
      });
    return createSession(request, options);
  },
};
