import type { JsonObject, JsonValue } from "../../../core/kit/json.ts";
import type { HttpInvoke } from "../../definition/invoke/http.ts";
import type { BatchAnswer, Call } from "../invoker.ts";
import { readUsage } from "../read-usage.ts";
import { createProgress, readEvent } from "./follow-stream.ts";
import { pickList, readPosition, throwItsError } from "./read-answer.ts";
import { MAX_ITEM_BYTES, MAX_STREAM_BYTES, readDocument, readEvents, readText } from "./read-body.ts";
import type { Exchange, Response } from "./send-request.ts";

type BatchCall = Omit<Call, "index">;

/** Sends a batch as one request; yields the answers of its items, as they arrive if the service streams them. */
export async function* answerBatch(
  invoke: HttpInvoke,
  items: readonly JsonObject[],
  call: BatchCall,
  exchange: Exchange,
  nowMs: () => number,
): AsyncGenerator<BatchAnswer, void, undefined> {
  const startedAtMs = nowMs();
  const open = async (response: Response) => response;
  const { read: response, retries } = await exchange({ items }, call, items.length, open);
  const stated = invoke.stream === "none" ? readAtOnce : readStream;
  let unclaimed: { readonly [name: string]: number } = retries > 0 ? { retries } : {};
  for await (const { position, result, usage } of stated(invoke, response, { count: items.length, call, nowMs })) {
    // tokens of the whole batch count once
    const values = { ...usage, ...unclaimed };
    unclaimed = {};
    const error = findError(result, invoke);
    if (error !== null) yield { position, error };
    // each item has waited since the request
    else yield { position, answer: { result, values, latencyMs: nowMs() - startedAtMs } };
  }
}

type Stated = {
  readonly position: number;
  readonly result: JsonValue;
  readonly usage: { readonly [name: string]: number };
};
type Reading = { readonly count: number; readonly call: BatchCall; readonly nowMs: () => number };

async function* readAtOnce(
  invoke: HttpInvoke,
  { body, headers }: Response,
  { count }: Reading,
): AsyncGenerator<Stated, void, undefined> {
  const text = await readText(body, Math.min(MAX_STREAM_BYTES * 4, MAX_ITEM_BYTES * count));
  const document = readDocument(text, String(headers["content-type"] ?? ""));
  const results = pickList(document, invoke);
  if (invoke.index === undefined && results.length !== count)
    throw new Error(
      `It answered with ${results.length} results for ${count} items. If results name their items, say where with invoke.index.`,
    );
  // stated for the batch as a whole, or else by each result
  const whole = readUsage(document);
  const isWhole = Object.keys(whole).length > 0;
  for (const [at, result] of results.entries())
    yield {
      position: requirePosition(result, at, invoke),
      result,
      usage: !isWhole ? readUsage(result) : at === 0 ? whole : {},
    };
}

async function* readStream(
  invoke: HttpInvoke,
  { body }: Response,
  { count, call, nowMs }: Reading,
): AsyncGenerator<Stated, void, undefined> {
  const report = createProgress(call.progress, nowMs);
  let next = 0;
  const kind = invoke.stream === "sse" ? "sse" : "ndjson";
  for await (const event of readEvents(body, kind, Math.min(MAX_STREAM_BYTES * 4, MAX_ITEM_BYTES * count * 2))) {
    const { isProgress, document } = readEvent(event);
    report(document);
    const position = isProgress ? null : invoke.index === undefined ? next : readPosition(document, invoke.index);
    if (position === null) continue;
    next += 1;
    yield { position, result: document, usage: readUsage(document) };
  }
}

function requirePosition(result: JsonValue, at: number, { index }: HttpInvoke): number {
  if (index === undefined) return at;
  const position = readPosition(result, index);
  if (position === null) throw new Error(`Result ${at + 1} has no position at ${index}.`);
  return position;
}

function findError(result: JsonValue, invoke: HttpInvoke): string | null {
  try {
    throwItsError(result, invoke);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
