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
  const response = await exchange({ items }, call, items.length);
  const stated = invoke.stream === "none" ? readAtOnce : readStream;
  for await (const { position, result } of stated(invoke, response, { count: items.length, call, nowMs })) {
    const error = findError(result, invoke);
    if (error !== null) yield { position, error };
    else yield { position, answer: { result } };
  }
}

type Stated = { readonly position: number; readonly result: JsonValue };
type Reading = { readonly count: number; readonly call: BatchCall; readonly nowMs: () => number };

async function* readAtOnce(
  invoke: HttpInvoke,
  { body, headers }: Response,
  { count, call }: Reading,
): AsyncGenerator<Stated, void, undefined> {
  const text = await readText(body, Math.min(MAX_STREAM_BYTES * 4, MAX_ITEM_BYTES * count));
  const document = readDocument(text, String(headers["content-type"] ?? ""));
  // stated for the batch as a whole, or else by each result
  const whole = readUsage(document);
  call.addCost(whole);
  const results = pickList(document, invoke);
  if (invoke.index === undefined && results.length !== count)
    throw new Error(
      `It answered with ${results.length} results for ${count} items. If results name their items, say where with invoke.index.`,
    );
  const isWhole = Object.keys(whole).length > 0;
  for (const [at, result] of results.entries()) {
    if (!isWhole) call.addCost(readUsage(result));
    yield { position: requirePosition(result, at, invoke), result };
  }
}

async function* readStream(
  invoke: HttpInvoke,
  { body }: Response,
  { count, call, nowMs }: Reading,
): AsyncGenerator<Stated, void, undefined> {
  const report = createProgress(call.progress, nowMs);
  let next = 0;
  let isStated = false;
  const kind = invoke.stream === "sse" ? "sse" : "ndjson";
  for await (const event of readEvents(body, kind, Math.min(MAX_STREAM_BYTES * 4, MAX_ITEM_BYTES * count * 2))) {
    const { isProgress, document } = readEvent(event);
    report(document);
    const position = isProgress ? null : invoke.index === undefined ? next : readPosition(document, invoke.index);
    const usage = readUsage(document);
    // stated by each result, or else for the batch as a whole beside them
    if (position !== null) isStated ||= Object.keys(usage).length > 0;
    if (position !== null || (!isProgress && !isStated)) call.addCost(usage);
    if (position === null) continue;
    next += 1;
    yield { position, result: document };
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
