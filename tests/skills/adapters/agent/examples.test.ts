import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test, vi } from "vitest";
import { runFolder } from "../support/run-folder.ts";

const folder = fileURLToPath(new URL("examples/code-tasks", import.meta.url));

afterEach(() => vi.unstubAllEnvs());

const rows = [
  { function: "double", task: "Return twice the number", argument: "4", wanted: "8" },
  { function: "square", task: "Return the square of the number", argument: "3", wanted: "9" },
];

test("[M11] a stand-in for an agent solves tasks in folders of their own, scored by a check", async () => {
  const { results, logs } = await runFolder({ folder, id: "code-tasks", rows });
  expect(results).toMatchObject([
    {
      ok: true,
      values: { answered: 1, compared: 1, correct: 1, score: 1, named_file: 1, cost_usd: 0.0125, input_tokens: 1_112 },
      samples: { turns: [2], agent_ms: [2_300] },
      outcome: "double is in solution.py.",
    },
    { ok: true, values: { correct: 1, output_tokens: 60 } },
  ]);
  expect(logs).toContain("turn 1: Write");
});

test("[M11] another option, another command: a wrong outcome keeps its folder", async () => {
  const { results, logs } = await runFolder({ folder, id: "code-tasks", rows, options: { model: "hasty" } });
  expect(results.map(({ values }) => values["correct"])).toEqual([1, 0]);
  const kept = logs.find((line) => line.includes("is kept"))?.split(": ")[1] ?? "";
  expect(kept).toContain("item-2-");
  await rm(dirname(kept), { recursive: true });
});

test("[M11] an agent sees its own variables and secrets, and none of ours or of another skill", async () => {
  for (const name of ["PRESENTER_KEY", "DATABASE_URL", "RESERVED_TARGETS", "OTHER_KEY"])
    vi.stubEnv(name, "127.0.0.1:9");
  const own = await mkdtemp(join(tmpdir(), "triptych-agent-env-"));
  const yaml = `
invoke: { kind: agent, preset: json, command: node agent.mjs, prompt: "{{task}}" }
set: { FIXED: here }
secrets: [OWN_KEY]
`;
  const program =
    'console.log(JSON.stringify({ type: "result", result: Object.keys(process.env).toSorted().join(" ") }))';
  await writeFile(join(own, "skill.yaml"), yaml);
  await writeFile(join(own, "agent.mjs"), program);
  const variables = { OWN_KEY: "own", OTHER_KEY: "other" };
  const { results } = await runFolder({
    folder: own,
    id: "env",
    rows: [{ task: "a" }],
    variables,
    reserved: "a.test:1",
  });
  const seen = (results[0]?.outcome ?? "").split(" ");
  expect(seen).toEqual(expect.arrayContaining(["FIXED", "OWN_KEY", "PATH"]));
  const known = ["FIXED", "HOME", "LANG", "OWN_KEY", "PATH", "TRIPTYCH_WORKER", "TZ"];
  expect(seen.filter((name) => !known.includes(name))).toEqual([]);
  await rm(own, { recursive: true });
});
