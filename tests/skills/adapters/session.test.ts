import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openHttp } from "../../../lib/skills/adapters/http/open-http.ts";
import type { BatchAnswer, Invoker } from "../../../lib/skills/adapters/invoker.ts";
import { untilAborted } from "../../../lib/skills/adapters/until-aborted.ts";
import { openAdapter } from "./support/invoke-once.ts";
import { createContext, parseInvoke } from "./support/invoker-call.ts";
import { runSession } from "./support/run-session.ts";

const invoke = { kind: "command", command: "true" };
const expected = { expect: { column: "label" } };
const rows = ["a", "b", "c"].map((text) => ({ text, label: "x" }));
const tokens = { input_tokens: 100, output_tokens: 5 };

type Steps = AsyncIterable<BatchAnswer | { readonly cost: { readonly [name: string]: number } }>;

/** Takes whole batches: yields answers, and adds costs between them. */
const inBatches = (steps: () => Steps): Invoker => ({
  concurrency: 1,
  invoke: async () => ({ result: "unused" }),
  async *invokeBatch(_items, { addCost }) {
    for await (const step of steps()) {
      if ("cost" in step) addCost(step.cost);
      else yield step;
    }
  },
});

/** A service that answers every request with the document. */
async function withService<Value>(document: object, use: (host: string) => Promise<Value>): Promise<Value> {
  const server = createServer((request, response) => {
    request.resume();
    response.setHeader("content-type", "application/json").end(JSON.stringify(document));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    return await use(`127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.close().closeAllConnections();
  }
}

async function runHttp(document: object, more: object, definition: object = expected) {
  return await withService(document, async (host) => {
    const http = { kind: "http", url: `http://${host}`, allow: [host], ...more } as const;
    const invoker = await openHttp(parseInvoke(http), createContext());
    return (await runSession({ invoke: http, ...definition }, invoker, rows)).map(({ ok, values }) => ({ ok, values }));
  });
}

describe("what an answer or an error has cost counts", () => {
  test("[J2] for a batch whose first item has an error", async () => {
    const document = { usage: tokens, results: [{ error: "bad text" }, { label: "x" }, { label: "y" }] };
    expect(await runHttp(document, { per: "batch", error: "error" })).toEqual([
      { ok: false, values: { failed: 1, ...tokens } },
      { ok: true, values: { answered: 1, compared: 1, correct: 1 } },
      { ok: true, values: { answered: 1, compared: 1, correct: 0 } },
    ]);
  });

  test("[J2] for a batch without a list, once, and by the result that states it", async () => {
    const broken = await runHttp({ usage: tokens, nothing: true }, { per: "batch" });
    expect(broken.map(({ values }) => values)).toEqual([{ failed: 1, ...tokens }, { failed: 1 }, { failed: 1 }]);
    const each = [{ label: "x" }, { label: "x", usage: tokens }, { error: "no", usage: { input_tokens: 7 } }];
    expect((await runHttp({ results: each }, { per: "batch", error: "error" })).map(({ values }) => values)).toEqual([
      { answered: 1, compared: 1, correct: 1 },
      { answered: 1, compared: 1, correct: 1, ...tokens },
      { failed: 1, input_tokens: 7 },
    ]);
  });

  test("[J2] for an item with an error, one without a field to compare, and one that states it in a place of its own", async () => {
    const failed = { ok: false, values: { failed: 1, ...tokens } };
    expect((await runHttp({ usage: tokens, error: "no" }, { error: "error" }))[0]).toEqual(failed);
    expect((await runHttp({ usage: tokens, one: 1, two: 2 }, {}))[0]).toEqual(failed);
    const mapped = { ...expected, result: { values: { input_tokens: "spent", score: "score" } } };
    expect((await runHttp({ spent: 9, one: 1 }, {}, mapped))[0]?.values).toEqual({ failed: 1, input_tokens: 9 });
  });

  test("[J2] for an item that was too slow after it had spent something", async () => {
    const slow: Invoker = {
      concurrency: 1,
      async invoke(_item, { addCost, signal }) {
        addCost({ cost_usd: 0.5, priced: 1 });
        return await untilAborted(new Promise<never>(() => {}), signal);
      },
    };
    const [result] = await runSession({ invoke, limits: { itemTimeoutSeconds: 0.1 } }, slow, [{}]);
    expect(result).toMatchObject({ error: "No answer within 0.1 s.", values: { failed: 1, cost_usd: 0.5, priced: 1 } });
  });

  test("[J2][M11] for an agent whose check takes longer than the item may", async () => {
    const folder = await mkdtemp(join(tmpdir(), "agent-cost-"));
    const report = { type: "result", result: "fine", total_cost_usd: 0.5 };
    await writeFile(join(folder, "agent.sh"), `echo '${JSON.stringify(report)}'`);
    await writeFile(join(folder, "check.sh"), "exec sleep 600");
    const agent = { kind: "agent", preset: "json", command: "bash agent.sh", check: "bash check.sh", prompt: "p" };
    const definition = { invoke: agent, limits: { itemTimeoutSeconds: 1 } };
    const [result] = await runSession(definition, await openAdapter(agent, folder), [{}]);
    expect(result).toMatchObject({ error: "No answer within 1 s.", values: { failed: 1, cost_usd: 0.5 } });
    await rm(folder, { recursive: true });
  });

  test("[J2][M5] for a graph that fails in a later step", async () => {
    const graph = await openAdapter(
      { kind: "graph", module: "ticket-graph.mjs", export: "costly", input: { messages: [] } },
      new URL("support/graphs/", import.meta.url).pathname,
    );
    const [result] = await runSession({ invoke }, graph, [{}]);
    expect(result).toMatchObject({
      error: "The graph failed in step send: the mail server is away",
      values: { failed: 1, input_tokens: 12, output_tokens: 3 },
    });
  });

  test("[J2] for a batch that ends with an error, and for one that states its cost after the last answer", async () => {
    const breaking = inBatches(async function* () {
      yield { cost: tokens };
      throw new Error("cut off");
    });
    expect((await runSession({ invoke }, breaking, rows)).map(({ values }) => values)).toEqual([
      { failed: 1, ...tokens },
      { failed: 1 },
      { failed: 1 },
    ]);
    const late = inBatches(async function* () {
      for (const position of [0, 1, 2]) yield { position, answer: { result: "x" } };
      yield { cost: tokens };
    });
    expect((await runSession({ invoke }, late, rows))[2]?.values).toEqual({ answered: 1, ...tokens });
  });

  test("[J2][C6] for the judge of a result that cannot be compared", async () => {
    const judge = {
      async judge(_judged: unknown, { addCost }: { addCost: (values: typeof tokens) => void }) {
        addCost(tokens);
        return { isRight: true, score: 1, reason: "" };
      },
      close: async () => {},
    };
    const answering: Invoker = { concurrency: 1, invoke: async () => ({ result: { one: 1, two: 2 } }) };
    const [result] = await runSession({ invoke, ...expected }, answering, rows.slice(0, 1), { judge });
    expect(result?.values).toEqual({ failed: 1, ...tokens, judge_input_tokens: 100, judge_output_tokens: 5 });
  });
});

test("[M4] each item of a batch has waited since the request", async () => {
  let clockMs = 0;
  const batch = inBatches(async function* () {
    clockMs += 400;
    for (const position of [0, 1]) yield { position, answer: { result: "x" } };
    clockMs += 100;
    yield { position: 2, answer: { result: "x" } };
  });
  const results = await runSession({ invoke }, batch, rows, { nowMs: () => clockMs });
  expect(results.map(({ samples }) => samples["latency_ms"])).toEqual([[400], [400], [500]]);
});
