import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import type { JsonObject } from "../../../lib/core/kit/json.ts";
import { createAdapterSession } from "../../../lib/skills/adapters/session.ts";
import { SkillDefinition } from "../../../lib/skills/definition/definition.ts";
import { openAdapter } from "./support/invoke-once.ts";
import { startModelService } from "./support/model-service.ts";

const TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
const HERE = fileURLToPath(new URL("support/", import.meta.url));

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** What an adapter's skill has answered for the items of a batch with this trace context. */
async function outcomesOf(invoke: JsonObject, traceparent: string | undefined, env = {}): Promise<readonly string[]> {
  const invoker = await openAdapter(invoke, HERE, { env, secrets: { KEY: "sk-1" } });
  const session = createAdapterSession({
    definition: SkillDefinition.parse({ invoke, secrets: ["KEY"] }),
    expect: null,
    rows: [],
    invoker,
    judge: null,
    nowMs: () => performance.now(),
  });
  closing.push(async () => await session.close?.());
  const outcomes: string[] = [];
  await session.invokeBatch([{ text: "a" }, { text: "b" }], {
    indices: [0, 1],
    traceparent,
    signal: new AbortController().signal,
    report: ({ outcome = "", error }) => void outcomes.push(error ?? outcome),
    log: () => {},
    progress: () => {},
  });
  return outcomes;
}

const PRINTS = { kind: "command", command: ["sh", "-c", "echo ${TRACEPARENT:-nothing}"] };
const AGENT = {
  kind: "agent",
  preset: "json",
  prompt: "Say it.",
  command: ["sh", "-c", 'echo "{\\"type\\":\\"result\\",\\"result\\": \\"${TRACEPARENT:-nothing}\\"}"'],
};
const TOOL = { kind: "mcp", server: { command: "node odd-server.mjs" }, tool: "context" };

describe.each([
  ["a program per item has it in its environment", PRINTS, "nothing"],
  ["an agent's command line has it in its environment", AGENT, "nothing"],
  ["an MCP server has it in _meta", TOOL, "undefined"],
])("[F5] the trace context of a batch: %s", (_, invoke, without) => {
  test("while spans are sent, else not", async () => {
    expect(await outcomesOf(invoke, TRACEPARENT)).toEqual([TRACEPARENT, TRACEPARENT]);
    expect(await outcomesOf(invoke, undefined)).toEqual([without, without]);
  });
});

test("[F5] a trace context that the skill is given by its own skill.yaml stays", async () => {
  expect(await outcomesOf(PRINTS, TRACEPARENT, { TRACEPARENT: "its own" })).toEqual(["its own", "its own"]);
});

describe("[F5] the trace context of a batch as a header", () => {
  test.each(["openai-compatible", "anthropic"])("reaches the service of a model (%s)", async (provider) => {
    const service = await startModelService(() => ({ text: "ham" }));
    closing.push(() => service.close());
    const address = { provider, baseUrl: service.url, apiKey: "KEY" };
    const invoke = { kind: "model", ...address, model: "small", prompt: "Sort: {{text}}" };
    expect(await outcomesOf(invoke, TRACEPARENT)).toEqual(["ham", "ham"]);
    await outcomesOf(invoke, undefined);
    const seen = service.asked.map(({ headers }) => headers["traceparent"]);
    expect(seen).toEqual([TRACEPARENT, TRACEPARENT, undefined, undefined]);
  });

  test.each(["item", "batch"])("reaches a service over HTTP, per %s; one of skill.yaml stays", async (per) => {
    const service = await startModelService(() => ({ garbage: per === "item" ? '"x"' : '["x", "y"]' }));
    closing.push(() => service.close());
    const invoke = { kind: "http", url: service.url, allow: [new URL(service.url).host], per };
    const requests = per === "item" ? 2 : 1;
    await outcomesOf(invoke, TRACEPARENT);
    await outcomesOf(invoke, undefined);
    await outcomesOf({ ...invoke, headers: { traceparent: "its own" } }, TRACEPARENT);
    const expected = [TRACEPARENT, undefined, "its own"].flatMap((each) =>
      Array.from({ length: requests }, () => each),
    );
    expect(service.asked.map(({ headers }) => headers["traceparent"])).toEqual(expected);
  });
});
