import { randomUUID } from "node:crypto";
import type { JsonObject, JsonValue } from "../../../core/kit/json.ts";
import type { GraphInvoke } from "../../definition/invoke/graph.ts";
import type { Answer, Call, Invoker, InvokerContext } from "../invoker.ts";
import { readPath } from "../read-path.ts";
import { fillJson } from "../template.ts";
import { untilAborted } from "../until-aborted.ts";
import { loadGraph, type CompiledGraph } from "./load-graph.ts";
import { toJson } from "./to-json.ts";
import { createUsageCounter } from "./token-usage.ts";

/** tasks: the beginnings of steps, custom: what a step reports with config.writer */
const STREAM_MODES = ["tasks", "updates", "values", "custom"];

/** A LangGraph.js graph of the skill's folder, with the skill's own copy of the library. */
export async function openGraph(invoke: GraphInvoke, context: InvokerContext): Promise<Invoker> {
  const graph = await loadGraph(invoke, context);
  return {
    concurrency: invoke.concurrency,
    invoke: (item, call) => runGraph(graph, invoke, { ...item, options: context.options }, item, call),
  };
}

async function runGraph(
  graph: CompiledGraph,
  invoke: GraphInvoke,
  view: JsonObject,
  item: JsonObject,
  call: Call,
): Promise<Answer> {
  const usage = createUsageCounter();
  const input = invoke.input === undefined ? item : fillJson(invoke.input, view);
  const config = fillConfig(invoke.config, view);
  const steps = createSteps(call);
  const { signal } = call;
  let state: unknown = null;
  try {
    const stream = await untilAborted(
      graph.stream(input, {
        ...config,
        streamMode: STREAM_MODES,
        signal,
        recursionLimit: invoke.recursionLimit,
        callbacks: [usage.callback],
      }),
      signal,
    );
    for await (const [mode, chunk] of readChunks(stream, signal)) {
      if (mode === "tasks") steps.onTask(chunk);
      else if (mode === "custom") call.progress(typeof chunk === "string" ? chunk : JSON.stringify(toJson(chunk)));
      else if (mode === "values") state = chunk;
      else {
        requireUninterrupted(chunk);
        usage.addUpdate(chunk);
      }
    }
  } catch (error) {
    signal.throwIfAborted();
    throw new Error(describeFailure(error, steps.current()), { cause: error });
  } finally {
    call.addCost(usage.values());
  }
  return { result: selectOutput(toJson(state), invoke.output) };
}

/** A graph with a checkpointer needs a thread of its own for every item. */
function fillConfig(config: GraphInvoke["config"], view: JsonObject): JsonObject {
  const filled = fillJson(config, view) as JsonObject;
  const given = filled["configurable"];
  const configurable =
    typeof given === "object" && given !== null && !Array.isArray(given) ? (given as JsonObject) : {};
  return { ...filled, configurable: { thread_id: randomUUID(), ...configurable } };
}

/** The stream's pairs of mode and chunk. It ends at once when the signal is aborted, even if a step of the graph ignores it. */
async function* readChunks(stream: AsyncIterable<unknown>, signal: AbortSignal): AsyncGenerator<[unknown, unknown]> {
  const chunks = stream[Symbol.asyncIterator]();
  for (;;) {
    const { done, value } = await untilAborted(chunks.next(), signal);
    if (done === true) return;
    if (Array.isArray(value) && value.length === 2) yield [value[0], value[1]];
  }
}

/** Reports each step as it begins. */
function createSteps({ progress }: Pick<Call, "progress">) {
  const running = new Map<unknown, string>();
  let last: string | null = null;
  return {
    onTask(task: unknown): void {
      if (typeof task !== "object" || task === null || !("name" in task) || !("id" in task)) return;
      if ("result" in task || "error" in task) return void running.delete(task.id);
      last = String(task.name);
      running.set(task.id, last);
      progress(`step ${last}`);
    },
    /** the names of the steps at work, else the last one; null before the first */
    current: (): string | null => (running.size > 0 ? [...running.values()].join(", ") : last),
  };
}

function requireUninterrupted(update: unknown): void {
  if (typeof update === "object" && update !== null && "__interrupt__" in update)
    throw new Error("It stopped at an interrupt, and a run has nobody who could answer it.");
}

function describeFailure(error: unknown, step: string | null): string {
  const text = error instanceof Error ? error.message : String(error);
  if (error instanceof Error && error.name === "GraphRecursionError")
    return `The graph took more steps than invoke.recursionLimit allows. Its last step: ${step ?? "none"}.`;
  return step === null ? `The graph failed: ${text}` : `The graph failed in step ${step}: ${text}`;
}

function selectOutput(state: JsonValue, path: string | undefined): JsonValue {
  if (path === undefined) return state;
  const found = readPath(state, path);
  if (found !== undefined) return found;
  const fields = typeof state === "object" && state !== null ? Object.keys(state).join(", ") : "nothing";
  throw new Error(`The graph's final state has no ${path} (invoke.output). It has ${fields}.`);
}
