import { RateLimiterMemory } from "rate-limiter-flexible";
import { createCodeGuesses, type CodeGuesses } from "./code-guesses.ts";
import { networkOf } from "./network.ts";
import { take, takeOrWait } from "./take.ts";

// a key has 128 bits, so this limit only protects the database
const WRONG_KEYS_A_MINUTE = 60;
const MESSAGES_A_SECOND = 25;
const MAX_OVERRUNS = 200;
/** A join and a resync each cost up to a whole state. */
const STATES_A_SECOND = 2;

export type RateLimits = CodeGuesses & {
  /** false when the limit is exceeded; a valid key is never refused, so that others on the same network cannot lock the presenter out */
  countWrongKey(address: string): Promise<boolean>;
  /** "close": the socket keeps sending although it was refused repeatedly */
  takeMessage(socketId: string): Promise<"ok" | "too-many" | "close">;
  /** milliseconds until the socket may send the request; 0: now */
  takeState(request: "join" | "resync", socketId: string): Promise<number>;
};

export function createRateLimits(): RateLimits {
  const keys = new RateLimiterMemory({ keyPrefix: "key", points: WRONG_KEYS_A_MINUTE, duration: 60 });
  const messages = new RateLimiterMemory({ keyPrefix: "socket", points: MESSAGES_A_SECOND, duration: 1 });
  const states = new RateLimiterMemory({ keyPrefix: "state", points: STATES_A_SECOND, duration: 1 });
  const overruns = new RateLimiterMemory({ keyPrefix: "overrun", points: MAX_OVERRUNS, duration: 60 });
  return {
    ...createCodeGuesses(),
    countWrongKey: (address) => take(keys, networkOf(address)),
    takeMessage: async (socketId) => {
      if (await take(messages, socketId)) return "ok";
      return (await take(overruns, socketId)) ? "too-many" : "close";
    },
    takeState: (request, socketId) => takeOrWait(states, `${request} ${socketId}`),
  };
}
