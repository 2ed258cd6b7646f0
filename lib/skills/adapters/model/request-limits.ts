import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import type { ModelService } from "../../definition/invoke/model.ts";
import type { Wait } from "./wait.ts";

export type RequestLimits = {
  /** Resolves once a request may be sent. */
  untilAllowed(signal: AbortSignal): Promise<void>;
  /** Counts the tokens of a request after it. */
  addTokens(count: number): Promise<void>;
  /** Holds all requests, because the service asked for it. */
  holdFor(ms: number): void;
};

const KEY = "service";
const MINUTE_SECONDS = 60;

/** Limits of one worker's requests: evenly spaced by the number per minute, and held while a minute's tokens are used up. */
export function createRequestLimits(
  { requestsPerMinute, tokensPerMinute }: Pick<ModelService, "requestsPerMinute" | "tokensPerMinute">,
  { wait, nowMs }: { readonly wait: Wait; readonly nowMs: () => number },
): RequestLimits {
  const requests =
    requestsPerMinute === undefined
      ? null
      : new RateLimiterMemory({ points: 1, duration: MINUTE_SECONDS / requestsPerMinute });
  const tokens =
    tokensPerMinute === undefined
      ? null
      : new RateLimiterMemory({ points: Math.ceil(tokensPerMinute), duration: MINUTE_SECONDS });
  let heldUntilMs = -Infinity;

  /** 0: now */
  async function readDelayMs(): Promise<number> {
    if (heldUntilMs > nowMs()) return heldUntilMs - nowMs();
    const used = await tokens?.get(KEY);
    if (used && used.remainingPoints <= 0) return used.msBeforeNext;
    return (await requests?.consume(KEY).then(() => 0, toDelayMs)) ?? 0;
  }

  return {
    async untilAllowed(signal) {
      for (let delayMs = await readDelayMs(); delayMs > 0; delayMs = await readDelayMs()) await wait(delayMs, signal);
    },
    async addTokens(count) {
      if (tokens !== null && count > 0) await tokens.penalty(KEY, count);
    },
    holdFor(ms) {
      heldUntilMs = Math.max(heldUntilMs, nowMs() + ms);
    },
  };
}

/** The limiter rejects with its figures instead of an error. */
function toDelayMs(rejected: unknown): number {
  if (rejected instanceof Error) throw rejected;
  return Math.max(1, (rejected as RateLimiterRes).msBeforeNext);
}
