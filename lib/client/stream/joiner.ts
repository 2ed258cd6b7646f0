import type { JoinReply } from "../../realtime/protocol/protocol.ts";
import { computeBackOffMs } from "./back-off.ts";
import { isFinalRefusal, type Refusal } from "./refusal.ts";

export type JoinerOptions = {
  /** Sends one join request; null without an answer in time. */
  readonly ask: () => Promise<JoinReply | null>;
  readonly onJoined: (reply: Extract<JoinReply, { ok: true }>) => void;
  /** Final: no further request is sent. */
  readonly onRefused: (refusal: Refusal) => void;
  /** Refused for now (null: no answer); tries again after a back-off. */
  readonly onWaiting: (refusal: Refusal | null) => void;
  readonly random: () => number;
};

/** Joins the hub, with one request at a time, until the answer is final. Does nothing before `restart` and after `stop`. */
export type Joiner = {
  /** For a new connection: answers to earlier requests no longer count. */
  restart(): void;
  /** The page needs the current state; a request under way is sufficient. */
  request(): void;
  /** The stage has moved: the pending answer may be older, so another request follows it. */
  renew(): void;
  stop(): void;
};

export function createJoiner({ ask, onJoined, onRefused, onWaiting, random }: JoinerOptions): Joiner {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let round = 0;
  let active = false;
  let asking = false;
  let again = false;
  let failures = 0;

  async function run(): Promise<void> {
    clearTimeout(timer);
    const mine = (round += 1);
    [asking, again] = [true, false];
    const reply = await ask();
    if (mine !== round) return;
    asking = false;
    const repeat = again;
    if (reply?.ok || !repeat) settle(reply);
    // `settle` may have stopped the joiner
    if (repeat && mine === round) void run();
  }

  function settle(reply: JoinReply | null): void {
    if (reply?.ok) {
      failures = 0;
      onJoined(reply);
    } else if (reply !== null && isFinalRefusal(reply.error)) onRefused(reply.error);
    else {
      onWaiting(reply === null || reply.error.code === "superseded" ? null : reply.error);
      later(reply?.error.retryAfterMs);
    }
  }

  /** `pauseMs`: set by the hub; otherwise it grows with each failure */
  function later(pauseMs?: number): void {
    if (!active) return; // `onWaiting` may have stopped the joiner
    timer = setTimeout(() => void run(), pauseMs ?? computeBackOffMs(failures, random));
    if (pauseMs === undefined) failures += 1;
  }

  return {
    restart() {
      active = true;
      void run();
    },
    request() {
      if (active && !asking) void run();
    },
    renew() {
      if (asking) again = true;
      else if (active) void run();
    },
    stop() {
      clearTimeout(timer);
      round += 1;
      [active, asking, again] = [false, false, false];
    },
  };
}
