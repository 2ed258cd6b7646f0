import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../lib/core/kit/json.ts";
import { createCall, invokeOnce, openAdapter } from "./support/invoke-once.ts";

const FOLDER = fileURLToPath(new URL("support/graphs/", import.meta.url));
const ticket = { text: "I want a refund, please" };

function openGraph(name: string, more: JsonObject = {}, options: JsonObject = {}) {
  return openAdapter({ kind: "graph", module: "ticket-graph.mjs", export: name, ...more }, FOLDER, { options });
}

describe("a LangGraph.js graph", () => {
  test("[M5] takes the item as its input, and its final state is the result", async () => {
    const graph = await openAdapter({ kind: "graph", module: "ticket-graph.mjs" }, FOLDER);
    const { result, progress, cost } = await invokeOnce(graph, ticket);
    expect(result).toEqual({ ...ticket, words: ["i", "want", "a", "refund", "please"], label: "billing" });
    expect(progress).toEqual(["step retrieve", "read 23 characters", "step classify"]);
    expect(cost).toEqual({});
  });

  test("[M5] takes a filled input, and its output is a place in the state", async () => {
    const graph = await openGraph("graph", { input: { text: "Subject: {{subject}}" }, output: "words.-1" });
    expect(await invokeOnce(graph, { subject: "Hello there" })).toMatchObject({ result: "there" });
    const wrong = await openGraph("graph", { output: "answer" });
    await expect(invokeOnce(wrong, ticket)).rejects.toThrow(
      "has no answer (invoke.output). It has text, words, label.",
    );
  });

  test("[M5] may be made by a function that receives the options", async () => {
    const graph = await openGraph("ticketGraph", { output: "label" }, { label: "urgent" });
    expect(await invokeOnce(graph, ticket)).toMatchObject({ result: "urgent" });
  });

  test("[M5] with a checkpointer has a thread per item, and messages are plain JSON that counts its tokens once", async () => {
    const graph = await openGraph("talk", { input: { messages: [{ role: "user", content: "{{text}}" }] } });
    await invokeOnce(graph, ticket);
    const { result, cost } = await invokeOnce(graph, ticket);
    const usage = { input_tokens: 12, output_tokens: 3, total_tokens: 15 };
    expect(result).toEqual({
      messages: [
        { type: "human", content: ticket.text },
        { type: "ai", content: "a draft", usage_metadata: usage },
        { type: "ai", content: "an answer", usage_metadata: usage },
      ],
    });
    expect(cost).toEqual({ input_tokens: 24, output_tokens: 6 });
  });

  test("[M5] that calls a model of LangChain reports the tokens of that call, not those of a copied answer", async () => {
    const graph = await openGraph("model", { input: { messages: [] }, output: "messages.-1.content" });
    expect(await invokeOnce(graph, ticket)).toMatchObject({
      result: "ham",
      cost: { input_tokens: 12, output_tokens: 3 },
    });
  });

  test("[M5] ends at once when its item is cancelled, even in a step that ignores the signal", async () => {
    const graph = await openGraph("deaf");
    const cancel = new AbortController();
    const { call } = createCall(cancel.signal, () => cancel.abort(new Error("cancelled by a test")));
    const startedAt = performance.now();
    await expect(graph.invoke(ticket, call)).rejects.toThrow("cancelled by a test");
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  test("[M5] that fails, takes too many steps or waits for a person fails its item with a reason", async () => {
    await expect(invokeOnce(await openGraph("broken"), ticket)).rejects.toThrow(
      "The graph failed in step look-up: no such customer",
    );
    await expect(invokeOnce(await openGraph("endless", { recursionLimit: 4 }), ticket)).rejects.toThrow(
      "The graph took more steps than invoke.recursionLimit allows. Its last step: again.",
    );
    await expect(invokeOnce(await openGraph("approval"), ticket)).rejects.toThrow("stopped at an interrupt");
  });

  test("[M5] that cannot be loaded is a readable error", async () => {
    const load = (module: string, name = "graph") => openAdapter({ kind: "graph", module, export: name }, FOLDER);
    await expect(load("missing.mjs")).rejects.toThrow("There is no file missing.mjs in ");
    const folder = await mkdtemp(join(tmpdir(), "graph-"));
    await writeFile(join(folder, "needs-library.mjs"), 'import "no-such-library";');
    await expect(openAdapter({ kind: "graph", module: "needs-library.mjs" }, folder)).rejects.toThrow(
      /needs-library.mjs cannot be loaded: .*Run npm install in /,
    );
    await expect(load("ticket-graph.mjs", "grap")).rejects.toThrow(
      /has no export grap. Its exports: .* Set invoke.export, such as to graph./,
    );
    await expect(load("ticket-graph.mjs", "seven")).rejects.toThrow("seven of ticket-graph.mjs is no compiled graph");
    await expect(load("ticket-graph.mjs", "notCompiled")).rejects.toThrow("is not compiled yet");
  });
});
