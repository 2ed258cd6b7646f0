import type { Readable } from "node:stream";
import { createParser } from "eventsource-parser";
import type { JsonValue } from "../../../core/kit/json.ts";
import { createLineReader } from "../../../isolation/host/lines.ts";
import { cutText } from "../cut-text.ts";
import { parseJson } from "../json.ts";
import { isConnectionLost } from "./connection-errors.ts";

/** A larger answer for one item is a mistake. */
export const MAX_ITEM_BYTES = 1_048_576;
/** A stream repeats names and signs around little content. */
export const MAX_STREAM_BYTES = 16_777_216;
const MAX_FIRST_BYTES = 4_096;
const MAX_FIRST_LINE = 500;

/** `name`: the type of a server-sent event, null without one */
export type StreamEvent = { readonly name: string | null; readonly data: string };

/** The whole body as text. Rejects, and ends the connection, when it is larger than allowed. */
export async function readText(body: Readable, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of limitBytes(body, maxBytes)) chunks.push(chunk);
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/** The first line that holds text, from the beginning of a body whose rest is not read; "" without one. */
export async function readFirstLine(body: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= MAX_FIRST_BYTES) break;
    }
  } catch {
    // what has arrived explains the status, which is known
  }
  const lines = Buffer.concat(chunks).toString("utf8").split(/\r?\n/);
  return cutText((lines.find((line) => line.trim() !== "") ?? "").trim(), MAX_FIRST_LINE);
}

/** JSON if it is JSON, else a text. Throws when a body that is declared as JSON is none. */
export function readDocument(text: string, contentType: string): JsonValue {
  const trimmed = text.trim();
  if (trimmed === "") throw new Error("It answered with an empty body.");
  const parsed = parseJson(trimmed);
  if (parsed === undefined && /^application\/([\w.-]+\+)?json\b/i.test(contentType))
    throw new Error(`It answered with invalid JSON: ${cutText(trimmed, 500)}`);
  return parsed ?? trimmed;
}

/** The events of a stream as they arrive: JSON lines, or server-sent events. The end mark [DONE] is none. */
export async function* readEvents(
  body: Readable,
  kind: "ndjson" | "sse",
  maxBytes: number,
): AsyncGenerator<StreamEvent, void, undefined> {
  let arrived: StreamEvent[] = [];
  let isTooLong = false;
  const add = (name: string | null, data: string) => {
    if (data.trim() !== "" && data.trim() !== "[DONE]") arrived.push({ name, data });
  };
  const feed = kind === "sse" ? toEventFeed(add) : toLineFeed(add);
  for await (const chunk of limitBytes(body, maxBytes)) {
    isTooLong = !feed(chunk);
    yield* arrived;
    arrived = [];
    if (isTooLong) throw new Error(`One event of its stream has more than ${toMegabytes(MAX_ITEM_BYTES)} MB.`);
  }
  // a complete answer may leave out the end of its last event
  feed(Buffer.from("\n\n"));
  yield* arrived;
}

type Add = (name: string | null, data: string) => void;

function toLineFeed(add: Add): (chunk: Buffer) => boolean {
  const lines = createLineReader({ maxBytes: MAX_ITEM_BYTES, onLine: (line) => add(null, line) });
  return (chunk) => lines.push(chunk);
}

function toEventFeed(add: Add): (chunk: Buffer) => boolean {
  let isTooLong = false;
  const decoder = new TextDecoder();
  const parser = createParser({
    maxBufferSize: MAX_ITEM_BYTES,
    onEvent: ({ event, data }) => add(event ?? null, data),
    onError: ({ type }) => {
      // unknown fields are ignored, as the standard demands
      isTooLong ||= type === "max-buffer-size-exceeded";
    },
  });
  return (chunk) => {
    parser.feed(decoder.decode(chunk, { stream: true }));
    return !isTooLong;
  };
}

async function* limitBytes(body: Readable, maxBytes: number): AsyncGenerator<Buffer, void, undefined> {
  let bytes = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new Error(`It answered with more than ${toMegabytes(maxBytes)} MB.`);
      yield chunk;
    }
  } catch (error) {
    if (!isConnectionLost(error)) throw error;
    throw new Error("It closed the connection before its answer was complete.", { cause: error });
  }
}

function toMegabytes(bytes: number): number {
  return Math.round(bytes / 1_048_576);
}
