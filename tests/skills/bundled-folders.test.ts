import { afterEach, expect, test } from "vitest";
import type { ItemResult } from "../../lib/core/ports/event-log.ts";
import { createProcessSkillHost, type ProcessSkillHost } from "../../lib/isolation/host/host.ts";
import { buildRunSpec } from "../../lib/operations/runs/build-run-spec.ts";
import { toSampleDemo } from "../../lib/operations/demos/seed-demos.ts";
import { StartRunInput } from "../../lib/operations/runs/start-run-input.ts";
import { loadBundledFolders, loadBundledSkills } from "../../lib/skills/sources/bundled-skills.ts";
import { createLaunchPlanner } from "../../lib/skills/sources/plan-launch.ts";
import { skillRegistry } from "../../lib/skills/registry.ts";

let host: ProcessSkillHost | null = null;
afterEach(async () => {
  await host?.endAll();
  host = null;
});

test("[M9] bundled skills are those in code and the folders with a skill.yaml, each under its own id", async () => {
  const skills = await loadBundledSkills();
  expect([...skills.keys()].toSorted()).toEqual([...skillRegistry.keys(), "film-genres"].toSorted());
  for (const [id, { manifest }] of skills) expect(manifest.id).toBe(id);
  for (const { manifest } of await loadBundledFolders()) expect(skillRegistry.has(manifest.id)).toBe(false);
});

test("[M6] the demo of a model says in its spec that its answers are pinned, whose they are, and that times are none", async () => {
  const skill = (await loadBundledSkills()).get("film-genres");
  if (skill === undefined) throw new Error("film-genres is not bundled");
  const demo = toSampleDemo(skill.manifest, "2026-11-29T00:00:00Z");
  expect(demo.spec.options).toMatchObject({ answers: "replay", pace: "recorded" });
  expect(demo.spec.answers).toMatchObject({
    kind: "pinned",
    model: "Claude (a language model)",
    recordedAt: "2026-11-29",
    count: 72,
    timed: 0,
    mean: { latencyMs: null, inputTokens: null, outputTokens: null },
  });
  expect(demo.spec.answers?.note).toContain("by hand");
  const live = buildRunSpec(
    StartRunInput.parse({ skill: "film-genres", options: { answers: "live", model: "m" } }),
    skill.manifest,
    { prices: null, input: null },
  );
  expect(live.ok && live.value.answers).toBeUndefined();
});

test("[M6] [O2] the demo of a model runs to its end in its own process, without network and key", async () => {
  const skills = await loadBundledSkills();
  const planOf = createLaunchPlanner(skills, { readVariables: () => ({}), entryEnv: {} });
  host = createProcessSkillHost({ parentEnv: process.env, planOf });
  const options = skills.get("film-genres")?.manifest.options.parse({ pace: "fast" }) ?? {};
  const request = { skillId: "film-genres", scenarioId: "complex", seed: 7, items: 72, memoryLimitMb: 512 };
  const worker = await host.start({ ...request, distribution: "uniform", options, input: null }, { onLog: () => {} });
  const results: ItemResult[] = [];
  const outcome = await worker.runBatch(
    { fromItem: 0, toItem: 72 },
    { onItem: (result) => results.push(result), onLog: () => {} },
  );
  expect(outcome).toMatchObject({ ok: true });
  expect(results.filter(({ ok }) => ok)).toHaveLength(72);
  // the labels were not seen when the answers were given, so some are wrong
  expect(results.filter(({ values }) => values["correct"] === 1)).toHaveLength(58);
  expect(results.every(({ samples }) => samples["latency_ms"] === undefined)).toBe(true);
  expect(results.every(({ values }) => values["input_tokens"] === undefined)).toBe(true);
});
