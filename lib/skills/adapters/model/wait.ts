import { setTimeout as sleep } from "node:timers/promises";

/** Resolves after a time; rejects at once when the signal is aborted. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

export const waitMs: Wait = async (ms, signal) => {
  await sleep(ms, undefined, { signal });
};
