import type { Readable } from "node:stream";
import type { JsonValue } from "../../../core/kit/json.ts";
import type { HttpInvoke } from "../../definition/invoke/http.ts";
import { cutText } from "../cut-text.ts";
import type { Call } from "../invoker.ts";
import { isObject, parseJson } from "../json.ts";
import { readPath } from "../read-path.ts";
import { readUsage } from "../read-usage.ts";
import { MAX_STREAM_BYTES, readEvents, type StreamEvent } from "./read-body.ts";

/** A stream may report more often than anybody reads. */
const PROGRESS_INTERVAL_MS = 1_000;
const PROGRESS_FIELDS = ["progress", "message", "status"];

export type ReadEvent = { readonly isProgress: boolean; readonly document: JsonValue };

/** An answer for one item: its last event, or the joined texts of all. */
export type Followed = {
  readonly document: JsonValue;
  readonly firstEventAtMs: number;
};

/** Follows a stream that answers one item, reports its events as progress, and adds what it cost even if it breaks. */
export async function followStream(
  body: Readable,
  { stream, join }: Pick<HttpInvoke, "stream" | "join">,
  { progress, addCost }: Pick<Call, "progress" | "addCost">,
  nowMs: () => number,
): Promise<Followed> {
  const report = createProgress(progress, nowMs);
  let last: JsonValue | undefined;
  let usage = {};
  let firstEventAtMs: number | null = null;
  const texts: string[] = [];
  try {
    for await (const event of readEvents(body, stream === "sse" ? "sse" : "ndjson", MAX_STREAM_BYTES)) {
      firstEventAtMs ??= nowMs();
      const { document, isProgress } = readEvent(event);
      report(document);
      // a later count includes the earlier ones
      usage = { ...usage, ...readUsage(document) };
      const text = join === undefined ? undefined : readPath(document, join);
      if (typeof text === "string") texts.push(text);
      if (!isProgress) last = document;
    }
  } finally {
    addCost(usage);
  }
  if (join !== undefined && texts.length === 0) throw new Error(`No event of its stream has a text at ${join}.`);
  const document = join === undefined ? last : texts.join("");
  if (document === undefined || firstEventAtMs === null) throw new Error("Its stream ended without a result.");
  return { document, firstEventAtMs };
}

/** The content of an event. Throws for one of the type error. */
export function readEvent({ name, data }: StreamEvent): ReadEvent {
  if (name === "error") throw new Error(`Its stream reported an error: ${cutText(data, 500)}`);
  return { isProgress: name === "progress" || name === "ping", document: parseJson(data) ?? data };
}

/** Reports a text about an event, at most once a second. */
export function createProgress(progress: Call["progress"], nowMs: () => number): (document: JsonValue) => void {
  let lastMs = Number.NEGATIVE_INFINITY;
  let count = 0;
  return (document) => {
    count += 1;
    const atMs = nowMs();
    if (atMs - lastMs < PROGRESS_INTERVAL_MS) return;
    lastMs = atMs;
    const said = isObject(document) ? PROGRESS_FIELDS.map((name) => document[name]).find(isShown) : undefined;
    progress(said === undefined ? `event ${count}` : String(said));
  };
}

function isShown(value: JsonValue | undefined): value is string | number {
  return typeof value === "string" || typeof value === "number";
}
