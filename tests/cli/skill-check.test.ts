import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { runProgram } from "../../lib/cli/program.ts";
import { createRecordedTerminal } from "../support/recorded-terminal.ts";
import { createSkillFolders, type SkillFolders } from "../support/skill-folder.ts";

let folders: SkillFolders;

beforeEach(() => {
  folders = createSkillFolders();
  vi.stubEnv("DATA_DIR", join(folders.skillsDir, ".."));
});

afterEach(() => {
  vi.unstubAllEnvs();
  folders.remove();
});

async function use(...args: string[]) {
  const terminal = createRecordedTerminal();
  const exitCode = await runProgram(args, terminal, () => Promise.reject(new Error("needs no database")));
  return { exitCode, ...terminal };
}

test.each<[string, string, (port: number) => string]>([
  ["the server of these settings", "PORT", String],
  ["what the calling process reserved", "RESERVED_TARGETS", (port) => `localhost:${port}`],
  ["the database", "DATABASE_URL", (port) => `postgres://me@127.0.0.1:${port}/app`],
])("[M3][M7] a check keeps a skill from our own servers: %s", async (_, variable, toValue) => {
  let requests = 0;
  const server = createServer((__, response) => {
    requests += 1;
    response.end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  vi.stubEnv(variable, toValue(port));
  const own = { kind: "http" as const, url: `http://127.0.0.1:${port}/`, allow: [`127.0.0.1:${port}`] };
  const folder = folders.write("own", { invoke: own, item: { data: "rows.csv" } }, { "rows.csv": "text\na\n" });
  const { exitCode, printed } = await use("skill", "check", folder);
  server.close();
  expect([exitCode, requests, printed.join("\n")]).toEqual([
    1,
    0,
    expect.stringMatching(/Start: .*belongs to Triptych itself/),
  ]);
});

test("[M7] a check that may cost says so before it starts, with its number of calls", async () => {
  const model = {
    kind: "model",
    provider: "anthropic",
    model: "m",
    prompt: "{{text}}",
    apiKey: "NO_SUCH_KEY",
  } as const;
  folders.write(
    "asks",
    { invoke: model, secrets: ["NO_SUCH_KEY"], item: { data: "rows.csv" } },
    { "rows.csv": "text\na\n" },
  );
  const { warned, printed } = await use("skill", "check", "asks");
  expect(warned).toEqual(["The check calls the agent or model up to 5 times, which may cost money."]);
  expect(printed.join("\n")).toMatch(/Start: asks needs NO_SUCH_KEY/);
});

test("[M1] a new skill cannot have the name of a bundled one", async () => {
  const { exitCode, warned } = await use("skill", "new", "film-genres");
  expect([exitCode, warned.join()]).toEqual([
    2,
    expect.stringContaining("A bundled skill is called film-genres. Choose another name."),
  ]);
});

test("[G10] [M7] a preflight tries every skill that costs nothing, and any that cannot be shown is a NO GO", async () => {
  const rows = { "rows.csv": "text,label\na,ham\n" };
  const item = { data: "rows.csv" };
  const model = {
    kind: "model",
    provider: "anthropic",
    model: "m",
    prompt: "{{text}}",
    apiKey: "NO_SUCH_KEY",
  } as const;
  folders.write("works", { invoke: { kind: "command", command: "cat" }, item }, rows);
  folders.write("asks", { invoke: model, secrets: ["NO_SUCH_KEY"], item }, rows);
  folders.write("rowless", { invoke: { kind: "command", command: "cat" } });
  folders.write("broken", "title: nothing to invoke");
  folders.write("falls", { invoke: { kind: "command", command: "false" }, item }, rows);
  const { exitCode, printed } = await use("skill", "check", "--all", "--json");
  expect(exitCode).toBe(1);
  const { skills } = JSON.parse(printed.join("\n")) as { skills: { skill: string; message: string }[] };
  const readyOnes = skills
    .filter(({ message }) => message.startsWith("Ready for the stage."))
    .map(({ skill }) => skill);
  expect(readyOnes).toEqual(
    expect.arrayContaining([
      "works",
      "data-transformation",
      "film-genres",
      "performance-testing",
      "text-classification",
    ]),
  );
  expect(skills).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ skill: "asks", status: "note", message: expect.stringContaining("it may cost") }),
      expect.objectContaining({ skill: "rowless", status: "note", message: expect.stringContaining("no rows") }),
      expect.objectContaining({ skill: "broken", status: "fail" }),
      expect.objectContaining({ skill: "falls", status: "fail" }),
    ]),
  );
}, 120_000);

test("[M7] a check names one skill, or tries all", async () => {
  for (const args of [[], ["text-classification", "--all"]]) {
    const { exitCode, warned } = await use("skill", "check", ...args);
    expect([exitCode, warned.join()]).toEqual([2, expect.stringContaining("Name a skill, or give --all.")]);
  }
});
