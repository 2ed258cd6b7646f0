import { ExportResultCode, type ExportResult } from "@opentelemetry/core";
import { SendError, type Sent } from "../follow/exporter.ts";

/** Answers after which the same request can only be refused again. */
const FINAL = new Set<number | null>([400, 404, 405, 413, 415, 422]);

export function isFinalStatus(status: number | null): boolean {
  return FINAL.has(status);
}

export const NOTHING_SENT: Sent = { refused: 0, reason: null };

export type Export<Item> = (items: Item[]) => Promise<ExportResult>;

/** An exporter of the SDK as a function with a promise. */
export function toExport<Item>(exporter: {
  export(items: Item[], done: (result: ExportResult) => void): void;
}): Export<Item> {
  return (items) => new Promise((resolve) => exporter.export(items, resolve));
}

/** Halves what is refused as a whole, so that one record that a receiver never takes costs no others. Throws SendError. */
export async function exportAll<Item>(items: readonly Item[], send: Export<Item>, signal: AbortSignal): Promise<Sent> {
  if (items.length === 0) return NOTHING_SENT;
  const { code, error } = await exportOnce([...items], send, signal);
  if (code === ExportResultCode.SUCCESS) return NOTHING_SENT;
  if (!isFinalStatus(statusOf(error))) throw new SendError(describe(error), { cause: error, status: statusOf(error) });
  if (items.length === 1) return { refused: 1, reason: describe(error) };
  const middle = Math.ceil(items.length / 2);
  const first = await exportAll(items.slice(0, middle), send, signal);
  const second = await exportAll(items.slice(middle), send, signal);
  return { refused: first.refused + second.refused, reason: second.reason ?? first.reason };
}

async function exportOnce<Item>(items: Item[], send: Export<Item>, signal: AbortSignal): Promise<ExportResult> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(new SendError("there is no time left to send"));
  if (signal.aborted) onAbort();
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([aborted, send(items)]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

function statusOf(error: Error | undefined): number | null {
  return error !== undefined && "code" in error && typeof error.code === "number" ? error.code : null;
}

function describe(error: Error | undefined): string {
  const code = error !== undefined && "code" in error ? ` (${String(error.code)})` : "";
  return `${error?.message || "the receiver answered without a reason"}${code}`;
}
