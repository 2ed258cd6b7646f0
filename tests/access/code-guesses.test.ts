import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createCodeGuesses, type CodeGuesses, type Guess } from "../../lib/access/code-guesses.ts";
import { networkOf } from "../../lib/access/network.ts";

const ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const CODES = 32 ** 6;
let guesses: CodeGuesses;
let sent: number;

beforeEach(() => {
  vi.useFakeTimers();
  guesses = createCodeGuesses();
  sent = 0;
});
afterEach(() => vi.useRealTimers());

function guess(over: Partial<Guess> = {}): Guess {
  sent += 1;
  const code = Array.from({ length: 6 }, (_, place) => ALPHABET[Math.floor(sent / 32 ** place) % 32]).join("");
  return { code, address: "192.0.2.1", channel: "socket", wrongBefore: 0, ...over };
}

/** Tries a code and finds it wrong; false when it may not be tried now. */
async function tryWrong(over: Partial<Guess> = {}): Promise<boolean> {
  const tried = guess(over);
  const may = await guesses.mayTryCode(tried);
  if (may) await guesses.countWrongCode(tried);
  return may;
}

async function flood(times: number, over: Partial<Guess> = {}): Promise<number> {
  let tried = 0;
  for (let left = times; left > 0; left -= 1) tried += (await tryWrong(over)) ? 1 : 0;
  return tried;
}

describe("[G2] wrong codes", () => {
  test("3,000 from one address do not lock out a new phone behind it, nor a phone elsewhere", async () => {
    expect(await flood(3_000)).toBe(3_000);
    expect(await guesses.mayTryCode(guess())).toBe(true);
    expect(await guesses.mayTryCode(guess({ address: "192.0.2.2" }))).toBe(true);
  });

  test("during a flood, a phone that asks again by itself gets its turn", async () => {
    await flood(3_000);
    let tries = 0;
    for (let isIn = false; !isIn && tries < 10; tries += 1) {
      await vi.advanceTimersByTimeAsync(1_000);
      await flood(30);
      isIn = await guesses.mayTryCode(guess());
      await flood(100);
    }
    expect(tries).toBeLessThan(10);
  });

  test("cost the socket that sends them: it waits first, and has five at most", async () => {
    expect([await tryWrong({ wrongBefore: 4 }), await tryWrong({ wrongBefore: 5 })]).toEqual([true, false]);
    await flood(3_000);
    expect(await tryWrong({ wrongBefore: 1 })).toBe(false);
    await vi.advanceTimersByTimeAsync(61_000);
    expect(await tryWrong({ wrongBefore: 1 })).toBe(true);
  });

  test("are not counted twice: a stale QR code in thousands of phones costs one", async () => {
    const stale = guess();
    for (let phones = 0; phones < 5_000; phones += 1) await guesses.countWrongCode(stale);
    expect(await flood(2_999)).toBe(2_999);
    expect(await flood(100)).toBe(50);
    expect(await guesses.mayTryCode(stale)).toBe(true);
  });

  test("sent to the API do not slow down the phones of that address", async () => {
    await flood(3_100, { channel: "api" });
    expect(await flood(3_000)).toBe(3_000);
  });

  test("cannot be tried fast enough to find a code: one address tries less than 0.2 % of all in four hours by each way", async () => {
    let tried = 0;
    const seconds = 180;
    for (let second = 0; second < seconds; second += 1) {
      tried += await flood(second % 60 === 0 ? 3_200 : 100);
      await vi.advanceTimersByTimeAsync(1_000);
    }
    const inFourHours = (tried / seconds) * 4 * 3_600;
    expect(tried).toBeGreaterThan(3_000);
    expect(inFourHours / CODES).toBeLessThan(0.002);
  });

  test("from many addresses are paced together", async () => {
    let tried = 0;
    for (let address = 0; address < 10; address += 1) tried += await flood(2_000, { address: `192.0.2.${address}` });
    expect(tried).toBeLessThanOrEqual(12_200);
  });
});

test.each([
  ["192.0.2.1", "192.0.2.1"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["2001:db8:1:2:aaaa::1", "2001:db8:1:2"],
  ["2001:db8:1:2:bbbb::9", "2001:db8:1:2"],
  ["", ""],
])("[O3] %j counts as %j", (address, network) => {
  expect(networkOf(address)).toBe(network);
});
