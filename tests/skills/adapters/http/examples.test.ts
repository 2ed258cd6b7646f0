import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { runFolder } from "../support/run-folder.ts";

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

const folderOf = (id: string) => fileURLToPath(new URL(`examples/${id}`, import.meta.url));

/** Starts a service of an example that prints its port. */
async function start(program: string, file: string, env: Record<string, string> = {}): Promise<number> {
  const child = spawn(program, [file], { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "inherit"] });
  closing.push(() => void child.kill("SIGKILL"));
  const [chunk] = (await once(child.stdout, "data")) as [Buffer];
  return Number(chunk.toString());
}

test("[M3] a Python service: an item per request, the key in a header, the expected column withheld", async () => {
  const folder = folderOf("ticket-triage");
  const port = await start("python3", `${folder}/service.py`, { TRIAGE_KEY: "key-of-the-service" });
  const { results } = await runFolder({
    folder,
    id: "ticket-triage",
    edit: (yaml) => yaml.replaceAll("8080", String(port)),
    variables: { TRIAGE_KEY: "key-of-the-service" },
    rows: [
      { text: "invoice lost", team: "billing" },
      { text: "cannot sign in", team: "billing" },
      { text: "crash", team: "support" },
    ],
  });
  expect(results).toMatchObject([
    { ok: true, values: { answered: 1, compared: 1, correct: 1 }, outcome: "billing" },
    { ok: true, values: { answered: 1, compared: 1, correct: 0 }, outcome: "support, expected billing" },
    { ok: false, error: 'It answered 500 Internal Server Error: {"error": "no such model"}' },
  ]);
});

test("[M3] a service that repeats the key in its error does not reveal it", async () => {
  const folder = folderOf("ticket-triage");
  const port = await start("python3", `${folder}/service.py`, { TRIAGE_KEY: "another key" });
  const { results } = await runFolder({
    folder,
    id: "ticket-triage",
    edit: (yaml) => yaml.replaceAll("8080", String(port)),
    variables: { TRIAGE_KEY: "key-of-the-operator" },
    rows: [{ text: "invoice lost", team: "billing" }],
  });
  expect(results[0]?.error).toContain("401 Unauthorized");
  expect(results[0]?.error).toContain("[secret TRIAGE_KEY]");
  expect(JSON.stringify(results)).not.toContain("key-of-the-operator");
});

test("[M3] a Node service: a batch per request, its answers streamed in any order", async () => {
  const folder = folderOf("word-count");
  const port = await start(process.execPath, `${folder}/service.mjs`);
  const { results } = await runFolder({
    folder,
    id: "word-count",
    edit: (yaml) => yaml.replaceAll("8080", String(port)),
    rows: [{ text: "one two", words: "2" }, { text: "?" }, { text: "one", words: "2" }],
  });
  expect(results).toMatchObject([
    { index: 0, ok: true, values: { correct: 1 } },
    { index: 1, ok: false, error: "no words" },
    { index: 2, ok: true, values: { correct: 0 } },
  ]);
});

test("[M3] a server of our own is refused although the skill allows it, and before any item", async () => {
  const folder = folderOf("word-count");
  const run = runFolder({ folder, id: "word-count", rows: [{ text: "a" }], reserved: "localhost:8080" });
  await expect(run).rejects.toThrow("127.0.0.1, port 8080, belongs to Triptych itself, which no skill may reach");
});
