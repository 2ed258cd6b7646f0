import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

// Hundreds of phones sit behind one address of a conference network: what counts is wrong tries, and many of them.
// A code has 30 bits and a key 128, so even the whole allowance finds neither.
const WRONG_CODES_A_MINUTE = 3_000;
const WRONG_KEYS_A_MINUTE = 60;
const MESSAGES_A_SECOND = 25;
const MAX_OVERRUNS = 200;

export type RateLimits = {
  mayGuessCode(address: string): Promise<boolean>;
  countWrongCode(address: string): Promise<void>;
  /** false when that was one too many; a right key is never refused, or a neighbour could lock the presenter out */
  countWrongKey(address: string): Promise<boolean>;
  /** "close": it goes on although it was refused again and again */
  takeMessage(socketId: string): Promise<"ok" | "too-many" | "close">;
};

export function createRateLimits(): RateLimits {
  const codes = new RateLimiterMemory({ keyPrefix: "code", points: WRONG_CODES_A_MINUTE, duration: 60 });
  const keys = new RateLimiterMemory({ keyPrefix: "key", points: WRONG_KEYS_A_MINUTE, duration: 60 });
  const messages = new RateLimiterMemory({ keyPrefix: "socket", points: MESSAGES_A_SECOND, duration: 1 });
  const overruns = new RateLimiterMemory({ keyPrefix: "overrun", points: MAX_OVERRUNS, duration: 60 });
  return {
    mayGuessCode: async (address) => ((await codes.get(address))?.remainingPoints ?? 1) > 0,
    countWrongCode: async (address) => void (await take(codes, address)),
    countWrongKey: (address) => take(keys, address),
    takeMessage: async (socketId) => {
      if (await take(messages, socketId)) return "ok";
      return (await take(overruns, socketId)) ? "too-many" : "close";
    },
  };
}

/** false when the allowance is used up; the limiter says so by rejecting with its result. */
async function take(limiter: RateLimiterMemory, key: string): Promise<boolean> {
  try {
    await limiter.consume(key);
    return true;
  } catch (error) {
    if (error instanceof RateLimiterRes) return false;
    throw error;
  }
}
