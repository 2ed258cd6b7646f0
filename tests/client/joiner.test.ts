import { INITIAL_PROGRAMME } from "../../lib/core/stage/programme.ts";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { computeBackOffMs } from "../../lib/client/stream/back-off.ts";
import { createJoiner, type Joiner } from "../../lib/client/stream/joiner.ts";
import type { JoinReply } from "../../lib/realtime/protocol/protocol.ts";

const live = { runAtMs: 0, runner: "none" } as const;
const OK: JoinReply = {
  ok: true,
  runId: null,
  state: null,
  factSeq: 0,
  live,
  watching: 1,
  title: null,
  programme: INITIAL_PROGRAMME,
};
type Code = Extract<JoinReply, { ok: false }>["error"]["code"];
const refusal = (code: Code): JoinReply => ({ ok: false, error: { code, message: code } });
const REPLIES = [OK, null, refusal("too-many"), refusal("unavailable"), refusal("superseded")] as const;
type Action = "restart" | "request" | "renew" | "answer" | "wait";
const ACTIONS: readonly Action[] = ["restart", "request", "renew", "answer", "wait"];

let asked: PromiseWithResolvers<JoinReply | null>[];
let status: string;
/** requests of the present connection without an answer, and how many were made beside one */
let [unanswered, overlaps] = [0, 0];
let joiner: Joiner;
const flush = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  [asked, status, unanswered, overlaps] = [[], "new", 0, 0];
  joiner = createJoiner({
    ask: () => {
      const question = Promise.withResolvers<JoinReply | null>();
      asked.push(question);
      overlaps += unanswered;
      unanswered += 1;
      return question.promise;
    },
    onJoined: () => void (status = "joined"),
    onRefused: ({ code }) => void (status = `refused: ${code}`),
    onWaiting: (waiting) => void (status = `waiting: ${waiting?.code ?? "no answer"}`),
    random: () => 0.5,
  });
});
afterEach(() => vi.useRealTimers());

describe("joining", () => {
  test("[F4] an answer to a request of an earlier connection does not count", async () => {
    joiner.restart();
    joiner.restart();
    asked[1]?.resolve(OK);
    await flush();
    asked[0]?.resolve(refusal("unknown-code"));
    await flush();
    expect(status).toBe("joined");
  });

  test("[G2] a wrong code is final, however it is asked meanwhile", async () => {
    joiner.restart();
    joiner.request();
    asked[0]?.resolve(refusal("unknown-code"));
    await vi.advanceTimersByTimeAsync(600_000);
    expect([status, asked.length]).toEqual(["refused: unknown-code", 1]);
  });

  test("[F4] the pauses between tries double up to 15 s, and start again after a success", async () => {
    joiner.restart();
    const pausesMs: number[] = [];
    for (let tries = 1; tries <= 7; tries += 1) {
      asked.at(-1)?.resolve(refusal("too-many"));
      await flush();
      const sinceMs = Date.now();
      while (asked.length === tries) await vi.advanceTimersToNextTimerAsync();
      pausesMs.push(Date.now() - sinceMs);
    }
    expect(pausesMs).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000].map((ms) => ms * 0.75));
    asked.at(-1)?.resolve(OK);
    await flush();
    joiner.request();
    asked.at(-1)?.resolve(refusal("too-many"));
    await vi.advanceTimersByTimeAsync(750);
    expect(asked).toHaveLength(10);
  });

  test("[F4] in any order of wake-ups, moves and answers, one request is open at a time and the page ends up joined", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...ACTIONS), fc.constantFrom(...REPLIES)), { maxLength: 30 }),
        async (steps) => {
          [asked, status, unanswered, overlaps] = [[], "new", 0, 0];
          const answer = async (reply: JoinReply | null) => {
            unanswered = 0;
            asked.at(-1)?.resolve(reply);
            await flush();
          };
          joiner.restart();
          for (const [action, reply] of steps) {
            if (action === "restart") unanswered = 0;
            if (action === "answer") await answer(reply);
            else if (action === "wait") await vi.advanceTimersByTimeAsync(500);
            else joiner[action]();
          }
          for (let left = 0; left < 50 && status !== "joined"; left += 1) {
            await answer(OK);
            await vi.advanceTimersByTimeAsync(15_000);
          }
          expect([status, overlaps]).toEqual(["joined", 0]);
        },
      ),
      { seed: 11, numRuns: 200 },
    );
  });
});

test("[G2] a crowd that was refused together returns spread over half of the pause", () => {
  const pausesMs = [0, 0.25, 0.5, 0.999].map((chance) => computeBackOffMs(2, () => chance));
  expect(pausesMs[0]).toBe(2_000);
  expect(pausesMs.at(-1)).toBeGreaterThan(3_990);
  expect(computeBackOffMs(1_000, () => 1)).toBe(15_000);
});
