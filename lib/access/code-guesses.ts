import { RateLimiterMemory } from "rate-limiter-flexible";
import { networkOf } from "./network.ts";
import { take } from "./take.ts";

// Hundreds of phones share the address of a conference network, so wrong codes of others must not lock out a right one:
// once an address has used up its allowance of wrong codes, further codes are looked up at a limited rate, and only for
// sockets that have sent no wrong code yet.
//
// There are 32^6, about 10^9, codes. Within the allowance and at the pace, one address tries at most 6,000 codes a minute by
// sockets and as many by the API: 0.3 % of all codes in a talk of four hours, half of them after a month. All addresses
// together try 4 times as many: 1.1 % in four hours. A found code shows what the audience sees, until it is renewed.
const WRONG_A_MINUTE = 3_000;
const PACED_A_SECOND = 50;
const ALL_ADDRESSES = 4;
const WRONG_PER_SOCKET = 5;

export type Guess = {
  readonly code: string;
  readonly address: string;
  /** separate allowances, so that scripts cannot crowd out phones */
  readonly channel: "socket" | "api";
  /** wrong codes that this socket has sent; 0 for a request of its own */
  readonly wrongBefore: number;
};

export type CodeGuesses = {
  /** false: not now; the same code may be tried later */
  mayTryCode(guess: Guess): Promise<boolean>;
  /** A wrong code counts once a minute and network, since a stale QR code brings many phones with the same one. */
  countWrongCode(guess: Guess): Promise<void>;
};

export function createCodeGuesses(): CodeGuesses {
  const wrong = limiter("wrong", WRONG_A_MINUTE, 60);
  const wrongOfAll = limiter("wrong-all", WRONG_A_MINUTE * ALL_ADDRESSES, 60);
  const paced = limiter("paced", PACED_A_SECOND, 1);
  const pacedOfAll = limiter("paced-all", PACED_A_SECOND * ALL_ADDRESSES, 1);
  const known = limiter("known", 1, 60);
  return {
    async mayTryCode(guess) {
      const network = keyOf(guess);
      // the sender already knows this answer
      if (await isSpent(known, `${network} ${guess.code}`)) return true;
      if (guess.wrongBefore >= WRONG_PER_SOCKET) return false;
      const over = await isSpent(wrong, network);
      const overAll = await isSpent(wrongOfAll, guess.channel);
      if ((over || overAll) && guess.wrongBefore > 0) return false;
      return (!over || (await take(paced, network))) && (!overAll || (await take(pacedOfAll, guess.channel)));
    },
    async countWrongCode(guess) {
      const network = keyOf(guess);
      if (!(await take(known, `${network} ${guess.code}`))) return;
      await take(wrong, network);
      await take(wrongOfAll, guess.channel);
    },
  };
}

function keyOf({ channel, address }: Guess): string {
  return `${channel} ${networkOf(address)}`;
}

function limiter(keyPrefix: string, points: number, duration: number): RateLimiterMemory {
  return new RateLimiterMemory({ keyPrefix, points, duration });
}

async function isSpent(limits: RateLimiterMemory, key: string): Promise<boolean> {
  return ((await limits.get(key))?.remainingPoints ?? 1) <= 0;
}
