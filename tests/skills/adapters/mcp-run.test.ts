import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { InstalledSkills } from "../../../lib/skills/sources/installed-skill.ts";
import { createMemoryStores } from "../../../lib/store/memory/stores.ts";
import { findGroup, until } from "../../support/processes.ts";
import { createTestRunner } from "../../support/test-runner.ts";
import { installSkill } from "./support/skill-folder.ts";

const EVERYTHING = fileURLToPath(
  new URL("../../../node_modules/@modelcontextprotocol/server-everything/dist/index.js", import.meta.url),
);
const server = `server: {command: [node, ${JSON.stringify(EVERYTHING)}]}`;

const SUMS = `
title: Sums by a tool
unit: {one: sum, many: sums}
invoke: {kind: mcp, ${server}, tool: get-sum}
item: {columns: {a: {type: number}, b: {type: number}}, data: rows.csv}
expect: {column: sum, match: contains}
`;
/** Two of ten are expected wrongly. */
const rows = Array.from({ length: 30 }, (_, at) => `${at},${at * 2},${at % 10 > 7 ? "is no" : `is ${at * 3}.`}`);

const WEATHER = `
title: Weather by a tool
invoke: {kind: mcp, ${server}, tool: get-structured-content}
expect: {column: sky, match: contains}
result: {value: conditions, values: {degrees: temperature}, samples: {humidity: humidity}}
metrics:
  - {id: warmth, label: Mean temperature, unit: °C, formula: {kind: ratio, numerator: {degrees: 1}, denominator: {answered: 1}}, target: ">= 30"}
`;

let installed: Awaited<ReturnType<typeof installSkill>>;

afterEach(async () => {
  await installed.host.endAll();
  await installed.remove();
});

describe("a skill by a tool of server-everything", () => {
  test("[M4] maps structured output to results, values and samples, and rows that the tool refuses fail alone", async () => {
    installed = await installSkill("weather", { "skill.yaml": WEATHER });
    const skies = [
      ["New York", "Cloudy"],
      ["Chicago", "snow"],
      ["Bonn", "?"],
      ["Los Angeles", "Sunny"],
    ];
    const worker = await installed.start(skies.map(([location = "", sky = ""]) => ({ location, sky })));
    const { outcome, results } = await installed.run(worker, 0, 4);
    expect(outcome).toMatchObject({ ok: true });
    expect(results).toMatchObject([
      { ok: true, values: { degrees: 33, compared: 1, correct: 1 }, samples: { humidity: [82] }, outcome: "Cloudy" },
      { ok: true, values: { degrees: 36, correct: 0 }, outcome: "Light rain / drizzle, expected snow" },
      { ok: false, error: expect.stringContaining("one of New York, Chicago, Los Angeles") },
      { ok: true, values: { degrees: 73, correct: 1 }, samples: { humidity: [48] } },
    ]);
  });

  test("[M4] leaves no process after its end, nor after a kill of its adapter", async () => {
    installed = await installSkill("sums", { "skill.yaml": SUMS, "rows.csv": ["a,b,sum", ...rows].join("\n") });
    const ended = await installed.start(10);
    const killed = await installed.start(10);
    expect(await installed.run(ended, 0, 5)).toMatchObject({ outcome: { ok: true } });
    for (const { pid } of [ended, killed]) expect(findGroup(pid)).toHaveLength(2);
    await ended.end();
    expect(findGroup(ended.pid)).toEqual([]);
    process.kill(killed.pid, "SIGKILL");
    await until("the server of a killed adapter has ended", () => findGroup(killed.pid).length === 0);
  });
});

describe("a milestone demo with a public MCP server", () => {
  beforeEach(async () => {
    installed = await installSkill("sums", { "skill.yaml": SUMS, "rows.csv": ["a,b,sum", ...rows].join("\n") });
  });

  test("[M4] runs at three scales to its end, with the quality that its rows have", async () => {
    const { title, metrics, unit } = requireManifest(installed.skills, "sums");
    const stores = createMemoryStores();
    const { runner, start, statusOf } = createTestRunner(stores, installed.host, "runner_test", installed.skills);
    await runner.start();
    const settings = { items: [10, 20, 30], scenario: { memoryLimitMb: 1_024 }, milestones: [50] };
    await start("run_mcp", { ...settings, title, metrics, unit, skillId: "sums", sync: "milestone" });
    await expect.poll(() => statusOf("run_mcp"), { timeout: 40_000 }).toBe("complete");
    await runner.stop();
    const state = await stores.log.readState("run_mcp");
    expect(state?.scenarios.map(({ totals }) => totals.itemsDone)).toEqual([10, 20, 30]);
    const events = await stores.log.read("run_mcp", 0);
    expect(events.filter(({ type }) => type === "milestone.released")).toHaveLength(1);
    // all rows were drawn, of which .8 are right
    expect(state?.scenarios[2]?.totals).toMatchObject({
      itemsFailed: 0,
      metrics: { correct: 0.8, answered: 1 },
      quality: 0.8,
    });
  });
});

function requireManifest(skills: InstalledSkills, id: string) {
  const skill = skills.get(id);
  if (skill === undefined) throw new Error(`No skill ${id}`);
  return skill.manifest;
}
