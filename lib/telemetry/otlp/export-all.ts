import { ExportResultCode, type ExportResult } from "@opentelemetry/core";
import { cutReason, SendError, type Sent } from "../follow/exporter.ts";
import { WatchedRequests } from "./watch-requests.ts";

/** For one request and the whole of its answer, ms: longer than most set the timeout of the SDK's exporters to, which is 10 s by default. */
export const ANSWER_LIMIT_MS = 60_000;

/** Answers to the records of a request. Others, such as 401 and 404, concern its address or keys, which may be mended. */
const FINAL = new Set<number | null>([400, 413, 422]);

export const NOTHING_SENT: Sent = { refused: 0, reason: null };

export type Export<Item> = (items: Item[]) => Promise<ExportResult>;

/** An exporter of the SDK as a function with a promise. */
export function toExport<Item>(exporter: {
  export(items: Item[], done: (result: ExportResult) => void): void;
}): Export<Item> {
  return (items) => new Promise((resolve) => exporter.export(items, resolve));
}

export type ExportLimits = {
  readonly signal: AbortSignal;
  /** of one request with its repetitions by the SDK, ms: beyond the SDK's own limits, which a trickling answer evades */
  readonly limitMs: number;
};

/** Halves what is refused as a whole, so that one record that a receiver never takes costs no others. Throws SendError. */
export async function exportAll<Item>(items: readonly Item[], send: Export<Item>, limits: ExportLimits): Promise<Sent> {
  if (items.length === 0) return NOTHING_SENT;
  const { error, retryAfterMs } = await exportOnce([...items], send, limits);
  if (error === null) return NOTHING_SENT;
  const status = statusOf(error);
  if (!FINAL.has(status)) throw new SendError(describe(error), { status, retryAfterMs });
  if (items.length === 1) return { refused: 1, reason: cutReason(describe(error)) };
  const middle = Math.ceil(items.length / 2);
  const first = await exportAll(items.slice(0, middle), send, limits);
  const second = await exportAll(items.slice(middle), send, limits);
  return { refused: first.refused + second.refused, reason: second.reason ?? first.reason };
}

/** Whether the receiver takes an empty request: false also if it does not answer. */
export async function takesNothing<Item>(send: Export<Item>, limits: ExportLimits): Promise<boolean> {
  return await exportOnce([], send, limits).then(
    ({ error }) => error === null,
    (error: unknown) => {
      if (error instanceof SendError) return false;
      throw error;
    },
  );
}

type Answer = { readonly error: Error | null; readonly retryAfterMs: number | null };

async function exportOnce<Item>(items: Item[], send: Export<Item>, { signal, limitMs }: ExportLimits): Promise<Answer> {
  const { promise: ended, reject } = Promise.withResolvers<never>();
  const requests = new WatchedRequests();
  const end = (reason: string) => {
    reject(new SendError(reason));
    requests.end();
  };
  const onAbort = () => end("there is no time left to send");
  const limit = setTimeout(() => end(`no answer within ${limitMs / 1_000} s`), limitMs);
  if (signal.aborted) onAbort();
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    const { code, error } = await Promise.race([ended, requests.run(() => send(items))]);
    if (code === ExportResultCode.SUCCESS) return { error: null, retryAfterMs: null };
    const cause = error ?? new Error("the receiver answered without a reason");
    return { error: cause, retryAfterMs: requests.retryAfterMs(Date.now()) };
  } finally {
    clearTimeout(limit);
    signal.removeEventListener("abort", onAbort);
  }
}

function statusOf(error: Error): number | null {
  return "code" in error && typeof error.code === "number" ? error.code : null;
}

function describe(error: Error): string {
  const code = "code" in error ? ` (${String(error.code)})` : "";
  return `${error.message || "the receiver answered without a reason"}${code}`;
}
