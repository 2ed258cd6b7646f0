import { afterEach, beforeEach, expect, test } from "vitest";
import { startRun } from "../../../lib/operations/runs/start-run.ts";
import { findLaunchProblem } from "../../../lib/skills/sources/launch-problem.ts";
import { createMemoryContext } from "../../support/memory-context.ts";
import { createSkillFolders, type SkillFolders } from "../../support/skill-folder.ts";

let folders: SkillFolders;
beforeEach(() => {
  folders = createSkillFolders();
});
afterEach(() => folders.remove());

const readPath = () => ({ PATH: process.env["PATH"] ?? "" });

async function problemOf(invoke: object, options = {}): Promise<string | null> {
  const definition = JSON.stringify({ invoke, options: { size: { type: "string", default: "cat" } } });
  folders.write("tried", definition, { "there.py": "", "plain.txt": "" });
  const sources = await folders.open();
  const folder = sources.skills.get("tried")?.folder;
  if (folder === undefined) throw new Error(JSON.stringify(sources.problems()));
  return await findLaunchProblem(folder, { size: "cat", ...options }, readPath);
}

test.each<[string, object, RegExp | null]>([
  ["a program on the PATH", { kind: "command", command: "cat" }, null],
  ["a mistyped program", { kind: "command", command: "pythn3 there.py" }, /pythn3 is not on the PATH\. Install it/],
  ["a program that is no executable", { kind: "command", command: "./plain.txt" }, /cannot be run: .*chmod \+x/],
  ["a script that exists", { kind: "command", command: "node there.py" }, null],
  ["a script that does not", { kind: "command", command: "node -r x her.py" }, /There is no file her\.py in \//],
  ["a module", { kind: "command", command: "node -e 1 none.py" }, null],
  ["a script that each item names", { kind: "command", command: "node {{text}}.py" }, null],
  ["another folder", { kind: "command", command: "node there.py", folder: "/" }, /no file there\.py in \/\.$/],
  ["a program that an option names", { kind: "command", command: "{{options.size}}" }, null],
  ["an MCP server", { kind: "mcp", tool: "t", server: { command: "no-such-server" } }, /no-such-server is not on/],
  [
    "what scores an agent's outcome",
    { kind: "agent", preset: "json", prompt: "{{task}}", command: "cat", check: "no-such-check" },
    /no-such-check is not on the PATH/,
  ],
  [
    "a file that an agent's folder will have",
    { kind: "agent", preset: "json", prompt: "{{task}}", command: "node made-later.js" },
    null,
  ],
])("[M10] %s", async (_, invoke, expected) => {
  expect((await problemOf(invoke)) ?? "").toMatch(expected ?? /^$/);
});

test("[M10] a run with a program that cannot be started is refused, also where only a variant names it", async () => {
  folders.write(
    "by-option",
    {
      invoke: { kind: "command", command: "{{options.program}}" },
      options: { program: { type: "string", default: "cat" } },
      item: { data: "rows.csv" },
    },
    { "rows.csv": "text\na\nb\n" },
  );
  const { skills } = await folders.open();
  const ctx = createMemoryContext({ skills });
  const start = (input: object) => startRun(ctx, { skill: "by-option", ...input });
  expect(await start({})).toMatchObject({ ok: true });
  const refusal = { ok: false, error: { message: expect.stringContaining("pythn3 is not on the PATH") } };
  expect(await start({ options: { program: "pythn3" } })).toMatchObject(refusal);
  const variants = [{ name: "A" }, { name: "B", options: { program: "pythn3" } }];
  expect(await start({ variants, items: 2 })).toMatchObject(refusal);
});
