import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

// Hundreds of phones share one address of a conference network, so only wrong attempts count, and the limits are high.
// A code has 30 bits and a key 128, so even the full allowance cannot guess either.
const WRONG_CODES_A_MINUTE = 3_000;
const WRONG_KEYS_A_MINUTE = 60;
const MESSAGES_A_SECOND = 25;
const MAX_OVERRUNS = 200;
/** A join and a resync each cost up to a whole state. */
const STATES_A_SECOND = 2;

export type RateLimits = {
  mayGuessCode(address: string): Promise<boolean>;
  countWrongCode(address: string): Promise<void>;
  /** false when the limit is exceeded; a valid key is never refused, so that others on the same network cannot lock the presenter out */
  countWrongKey(address: string): Promise<boolean>;
  /** "close": the socket keeps sending although it was refused repeatedly */
  takeMessage(socketId: string): Promise<"ok" | "too-many" | "close">;
  /** milliseconds until the socket may ask again; 0: it may now */
  takeState(request: "join" | "resync", socketId: string): Promise<number>;
};

export function createRateLimits(): RateLimits {
  const codes = new RateLimiterMemory({ keyPrefix: "code", points: WRONG_CODES_A_MINUTE, duration: 60 });
  const keys = new RateLimiterMemory({ keyPrefix: "key", points: WRONG_KEYS_A_MINUTE, duration: 60 });
  const messages = new RateLimiterMemory({ keyPrefix: "socket", points: MESSAGES_A_SECOND, duration: 1 });
  const states = new RateLimiterMemory({ keyPrefix: "state", points: STATES_A_SECOND, duration: 1 });
  const overruns = new RateLimiterMemory({ keyPrefix: "overrun", points: MAX_OVERRUNS, duration: 60 });
  return {
    mayGuessCode: async (address) => ((await codes.get(address))?.remainingPoints ?? 1) > 0,
    countWrongCode: async (address) => void (await take(codes, address)),
    countWrongKey: (address) => take(keys, address),
    takeMessage: async (socketId) => {
      if (await take(messages, socketId)) return "ok";
      return (await take(overruns, socketId)) ? "too-many" : "close";
    },
    takeState: (request, socketId) => takeOrWait(states, `${request} ${socketId}`),
  };
}

async function take(limiter: RateLimiterMemory, key: string): Promise<boolean> {
  return (await takeOrWait(limiter, key)) === 0;
}

/** Milliseconds until the limit allows more; 0 when it is not reached. The limiter signals that by rejecting with its result. */
async function takeOrWait(limiter: RateLimiterMemory, key: string): Promise<number> {
  try {
    await limiter.consume(key);
    return 0;
  } catch (error) {
    if (error instanceof RateLimiterRes) return Math.max(1, error.msBeforeNext);
    throw error;
  }
}
