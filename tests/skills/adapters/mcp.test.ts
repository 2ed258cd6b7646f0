import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Invoker } from "../../../lib/skills/adapters/invoker.ts";
import { findDescendants } from "../../support/processes.ts";
import { createCall, invokeOnce, openAdapter } from "./support/invoke-once.ts";
import { runSession } from "./support/run-session.ts";

const SERVERS = {
  "server-everything": new URL(
    "../../../node_modules/@modelcontextprotocol/server-everything/dist/index.js",
    import.meta.url,
  ),
  "server-filesystem": new URL(
    "../../../node_modules/@modelcontextprotocol/server-filesystem/dist/index.js",
    import.meta.url,
  ),
  "server-memory": new URL("../../../node_modules/@modelcontextprotocol/server-memory/dist/index.js", import.meta.url),
  "server-sequential-thinking": new URL(
    "../../../node_modules/@modelcontextprotocol/server-sequential-thinking/dist/index.js",
    import.meta.url,
  ),
};
const HERE = fileURLToPath(new URL("support/", import.meta.url));
const publicServer = (name: keyof typeof SERVERS, ...args: string[]) => ({
  command: ["node", fileURLToPath(SERVERS[name]), ...args],
});
const oddServer = { command: "node odd-server.mjs" };
/** Results are compared with nothing. */
const ANY = { kind: "mcp", server: oddServer, tool: "any" };

const open: Invoker[] = [];
async function openTool(
  server: { command: string | string[] },
  tool: string,
  more = {},
  env = {},
  options = {},
): Promise<Invoker> {
  const invoker = await openAdapter({ kind: "mcp", server, tool, ...more }, HERE, { env, options });
  open.push(invoker);
  return invoker;
}

afterAll(async () => {
  await Promise.all(open.map(async (invoker) => await invoker.close?.()));
});

describe("a tool of server-everything", () => {
  test("[M4] receives the item as its arguments, of which further columns are no part", async () => {
    const echo = await openTool(publicServer("server-everything"), "echo");
    const { result, logged } = await invokeOnce(echo, { message: "Grüße", id: "7" });
    expect(result).toBe("Echo: Grüße");
    expect(logged).toEqual(["warn Starting default (STDIO) server..."]);
  });

  test("[M4] receives cells of a table as the numbers that it takes, and filled templates", async () => {
    const sum = await openTool(publicServer("server-everything"), "get-sum", { arguments: { a: "{{left}}", b: 40 } });
    expect(await invokeOnce(sum, { left: "2" })).toMatchObject({ result: "The sum of 2 and 40 is 42." });
  });

  test("[M4] is not called with arguments that it would refuse; the error names them and what it takes", async () => {
    const sum = await openTool(publicServer("server-everything"), "get-sum");
    await expect(invokeOnce(sum, { a: "two", b: 1 })).rejects.toThrow(
      "The tool get-sum does not accept these arguments: a must be number. It takes a (number), b (number); they come from the item's columns",
    );
    await expect(invokeOnce(sum, { a: 1 })).rejects.toThrow("b is missing");
    const weather = await openTool(publicServer("server-everything"), "get-structured-content");
    await expect(invokeOnce(weather, { location: "Bonn" })).rejects.toThrow(
      "location (one of New York, Chicago, Los Angeles)",
    );
  });

  test("[D1] a server's pattern that would take years is interrupted, and the error names it", async () => {
    const slow = await openTool(oddServer, "slow-pattern");
    expect(await invokeOnce(slow, { code: "aaa" })).toMatchObject({ result: "aaa" });
    await expect(invokeOnce(slow, { code: `${"a".repeat(40)}b` })).rejects.toThrow(
      'A pattern of the tool\'s schema takes more than 1 s on this value: "^(a+)+$"',
    );
  });

  test("[M4] returns its structured output, and describes images instead of carrying them", async () => {
    const weather = await openTool(publicServer("server-everything"), "get-structured-content");
    expect(await invokeOnce(weather, { location: "Chicago" })).toMatchObject({
      result: { temperature: 36, conditions: "Light rain / drizzle", humidity: 82 },
    });
    const image = await openTool(publicServer("server-everything"), "get-tiny-image");
    expect((await invokeOnce(image, {})).result).toContain("[image image/png, 4033 bytes]");
  });

  test("[M4] reports its progress", async () => {
    const slow = await openTool(publicServer("server-everything"), "trigger-long-running-operation");
    const { result, progress } = await invokeOnce(slow, { duration: 0.2, steps: 4 });
    expect(result).toBe("Long running operation completed. Duration: 0.2 seconds, Steps: 4.");
    expect(progress.slice(0, 3)).toEqual(["1 of 4", "2 of 4", "3 of 4"]);
  });

  test("[M4] that does not exist is an error with the server's tools, the most similar first", async () => {
    await expect(openTool(publicServer("server-everything"), "get-some")).rejects.toThrow(
      "The MCP server has no tool get-some. Its tools: get-sum, echo, ",
    );
    await expect(openTool(publicServer("server-everything"), "simulate-research-query")).rejects.toThrow(
      "runs only as a task of MCP",
    );
  });

  test("[M4] sees no variable that the skill was not given", async () => {
    const env = await openTool(publicServer("server-everything"), "get-env");
    const { result } = await invokeOnce(env, {});
    expect(Object.keys(Object(result))).toEqual(["PATH"]);
  });
});

describe("other public servers", () => {
  test("[M4] server-filesystem reads in the skill's folder, and its refusal fails the item", async () => {
    const read = await openTool(publicServer("server-filesystem", "."), "read_text_file");
    const { result } = await invokeOnce(read, { path: "odd-server.mjs" });
    expect(result).toMatchObject({ content: expect.stringContaining("An MCP server whose tools") });
    await expect(invokeOnce(read, { path: "/etc/passwd" })).rejects.toThrow("Access denied");
  });

  test("[M4] server-filesystem writes a file per item, with arguments filled by a template", async () => {
    const folder = await mkdtemp(join(tmpdir(), "files-"));
    const template = { path: `${folder}/{{id}}.txt`, content: "{{name}} by {{options.author}}" };
    const more = { arguments: template, concurrency: 2 };
    const write = await openTool(publicServer("server-filesystem", folder), "write_file", more, {}, { author: "Ada" });
    const rows = [
      { id: "1", name: "Notes", label: "x" },
      { id: "2", name: "Note G", label: "y" },
    ];
    expect((await runSession({ invoke: ANY }, write, rows)).map(({ ok }) => ok)).toEqual([true, true]);
    expect(await readFile(join(folder, "1.txt"), "utf8")).toBe("Notes by Ada");
    expect(await readFile(join(folder, "2.txt"), "utf8")).toBe("Note G by Ada");
    await expect(invokeOnce(write, { id: "../out", name: "n" })).rejects.toThrow("Access denied");
    await expect(invokeOnce(write, { name: "n" })).rejects.toThrow("There is no {{id}} for this item. It has {{name}}");
  });

  test("[M4] server-memory takes a template of lists, in which a placeholder alone keeps its type", async () => {
    const env = { MEMORY_FILE_PATH: join(await mkdtemp(join(tmpdir(), "memory-")), "memory.jsonl") };
    const entity = { name: "{{name}}", entityType: "person", observations: "{{facts}}" };
    const more = { arguments: { entities: [entity] } };
    const create = await openTool(publicServer("server-memory"), "create_entities", more, env);
    const facts = ["wrote the first program"];
    expect((await invokeOnce(create, { name: "Ada", facts })).result).toEqual({
      entities: [{ name: "Ada", entityType: "person", observations: facts }],
    });
    await expect(invokeOnce(create, { name: "Alan", facts: "none" })).rejects.toThrow(
      "does not accept these arguments: entities/0/observations must be array",
    );
  });

  test("[M4] server-sequential-thinking gets numbers and booleans from a template", async () => {
    const thought = { thought: "About {{topic}}", nextThoughtNeeded: false, thoughtNumber: "{{n}}", totalThoughts: 3 };
    const more = { arguments: thought };
    const think = await openTool(publicServer("server-sequential-thinking"), "sequentialthinking", more);
    const { result } = await invokeOnce(think, { topic: "limits", n: "2" });
    expect(result).toMatchObject({ thoughtNumber: 2, totalThoughts: 3, nextThoughtNeeded: false });
  });

  test("[M4] server-sequential-thinking returns JSON, and its stderr is logged", async () => {
    const think = await openTool(publicServer("server-sequential-thinking"), "sequentialthinking");
    const item = { thought: "Measure first", nextThoughtNeeded: "false", thoughtNumber: "1", totalThoughts: "1" };
    const { result, logged } = await invokeOnce(think, item);
    expect(result).toMatchObject({ thoughtNumber: 1, thoughtHistoryLength: 1 });
    await expect.poll(() => logged.join()).toContain("Measure first");
  });

  test("[M4] server-memory takes a batch in one call and returns a result per item", async () => {
    const file = join(await mkdtemp(join(tmpdir(), "memory-")), "memory.jsonl");
    const settings = { arguments: { entities: "{{items}}" }, per: "batch" };
    const server = publicServer("server-memory");
    const remember = await openTool(server, "create_entities", settings, { MEMORY_FILE_PATH: file });
    const items = ["Ada", "Alan", "Grace"].map((name) => ({ name, entityType: "person", observations: [] }));
    const { call } = createCall(new AbortController().signal);
    const answers = await Array.fromAsync(remember.invokeBatch?.(items, call) ?? []);
    expect(answers).toEqual(items.map((result, position) => ({ position, answer: { result } })));
    // it returns only what is new
    await expect(Array.fromAsync(remember.invokeBatch?.(items, call) ?? [])).rejects.toThrow(
      "was given 3 items and returned a list of 0 results",
    );
  });
});

describe("a server", () => {
  let work: Invoker;
  beforeAll(async () => {
    work = await openTool(oddServer, "work");
  });

  test("[M4] has as many calls open as concurrency allows, and each item gets its own answer", async () => {
    const meet = await openTool(oddServer, "meet", { concurrency: 3 });
    const names = ["a", "b", "c", "d", "e", "f"];
    const rows = names.map((name) => ({ name, of: 3, label: name }));
    const results = await runSession({ invoke: ANY, expect: { column: "label" } }, meet, rows);
    expect(results.map(({ outcome }) => outcome)).toEqual(names);
    const more = await openTool(oddServer, "meet", { concurrency: 2 });
    const few = runSession({ invoke: ANY, limits: { itemTimeoutSeconds: 0.5 } }, more, rows.slice(0, 2));
    expect((await few).map(({ error }) => error)).toEqual(["No answer within 0.5 s.", "No answer within 0.5 s."]);
  });

  test("[M4] that was killed is started again for the next item", async () => {
    const { result } = await invokeOnce(work, {});
    process.kill(Number(result), "SIGKILL");
    const answer = () =>
      invokeOnce(work, {}).then(
        (again) => JSON.stringify(again.result),
        (error: unknown) => String(error),
      );
    // an item that arrives before the adapter has noticed may fail
    await expect.poll(answer).toMatch(/^\d+$/);
    expect(await answer()).not.toBe(JSON.stringify(result));
  });

  test("[M4] that ends during an item fails it with its last error, and the item after it is answered", async () => {
    const die = await openTool(oddServer, "die");
    const second = invokeOnce(die, {});
    await expect(second).rejects.toThrow("The MCP server has ended. Its last error: out of luck");
    await expect(invokeOnce(die, {})).rejects.toThrow("out of luck");
  });

  test("[M4] learns of a cancelled item within a second", async () => {
    const hang = await openTool(oddServer, "hang");
    const cancel = new AbortController();
    const { call, logged, progress } = createCall(cancel.signal, () => cancel.abort(new Error("cancelled by a test")));
    const startedAt = performance.now();
    await expect(hang.invoke({}, call)).rejects.toThrow("cancelled by a test");
    await expect.poll(() => logged.join()).toContain("warn cancelled ");
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(progress).toEqual(["hanging (step 1)"]);
  });

  test("[M4] that is stuck after a cancelled item is replaced", async () => {
    const before = findDescendants(process.pid);
    const spin = await openTool(oddServer, "spin");
    const [stuck] = findDescendants(process.pid).filter((pid) => !before.includes(pid));
    await expect(invokeOnce(spin, {}, AbortSignal.timeout(100))).rejects.toThrow();
    await expect.poll(() => findDescendants(process.pid).includes(stuck ?? 0)).toBe(false);
  });

  test("[M4] that is stuck is replaced before the time of the next item begins", async () => {
    const choose = await openTool(oddServer, "choose");
    const rows = [{ blocks: true }, { blocks: false }, { blocks: true }];
    // less than the server is waited for
    const results = await runSession({ invoke: ANY, limits: { itemTimeoutSeconds: 1 } }, choose, rows);
    expect(results.map(({ error }) => error)).toEqual(["No answer within 1 s.", null, "No answer within 1 s."]);
  });

  test("[M4] that reports an error fails the item with its text", async () => {
    await expect(invokeOnce(await openTool(oddServer, "fail"), {})).rejects.toThrow("no such city");
  });

  test("[M4] that asks for folders, a model or a person is declined, and the log says so", async () => {
    const { result, logged } = await invokeOnce(await openTool(oddServer, "ask"), {});
    expect(result).toContain("roots/list is declined: a run has nobody who could answer it.");
    expect(logged.join()).toContain("warn The MCP server asked for roots/list");
  });

  test("[M4] that logs is heard", async () => {
    const { logged } = await invokeOnce(await openTool(oddServer, "log"), {});
    expect(logged).toContain("warn low disk");
  });

  test("[M4] that does not start is a readable error", async () => {
    await expect(openTool({ command: "no-such-server" }, "x")).rejects.toThrow(
      "The program no-such-server is not on the PATH.",
    );
    const failing = { command: ["node", "-e", "console.error('no database\\n\\nsee the log'); process.exit(2)"] };
    await expect(openTool(failing, "x")).rejects.toThrow(
      "The MCP server did not start. The MCP server has ended. It printed: no database | see the log",
    );
    await expect(openTool({ command: "node a | node b" }, "x")).rejects.toThrow("which only a shell understands");
  });
});
