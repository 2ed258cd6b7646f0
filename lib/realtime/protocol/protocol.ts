import type { QueueWait } from "../../core/run/queue-wait.ts";
import type { z } from "zod";
import type { StageAct, StageRefusalCode } from "../../core/stage/direct.ts";
import type { ConsoleName, Programme, RoomProgramme } from "../../core/stage/programme.ts";
import type { CommandInput } from "../../operations/runs/command-input.ts";
import type { GrantEnd } from "../../core/ports/run-store.ts";
import type { RunEvent, RunEventOf } from "../../core/run/events.ts";
import type { Shortage } from "../../core/ports/storage.ts";
import type { RunState } from "../../core/run/state.ts";

/** Version of the messages between hub and browsers. Raised when an old page could misread a new hub; such a page then reloads. */
export const LIVE_PROTOCOL = 2;

/** Requests of a socket, each acknowledged. */
export type ClientToHub = {
  /** for audience and presenter: subscribe and receive the current state */
  join: (request: JoinRequest, ack: (reply: JoinReply) => void) => void;
  /** facts after a seq, when `prevFactSeq` of a frame showed a gap */
  resync: (request: { afterSeq: number }, ack: (reply: ResyncReply) => void) => void;
  /** a presenter's click; the ack confirms that it is stored, and its effect follows as a fact */
  command: (request: CommandRequest, ack: (reply: CommandReply) => void) => void;
  /** what the room sees, and who directs it; the ack comes once it is so in this process */
  direct: (request: DirectRequest, ack: (reply: DirectReply) => void) => void;
  /** answered at once; measures the latency shown on the console */
  probe: (ack: () => void) => void;
};

export type HubToClient = {
  frame: (frame: Frame) => void;
  /** the programme of the stage has changed */
  programme: (programme: Programme | RoomProgramme) => void;
  /** the stage shows another run, or moves again after it was frozen: join again */
  stage: (notice: { runId: string | null }) => void;
  /** for consoles: the stage changed, perhaps its join code; the page reads it again */
  "stage-changed": () => void;
  presence: (presence: { watching: number }) => void;
  /** the session of this page has ended; the hub closes the connection next */
  ended: (notice: { code: GrantEnd; message: string }) => void;
};

export type JoinRequest =
  /** `console`: the tab, if it may drive; `fresh`: the first join of its page, which drives if nobody does */
  | { protocol: number; as: "presenter"; runId: string; console?: ConsoleName; fresh?: boolean }
  | { protocol: number; as: "audience"; code: string };

/** `too-many`, `unavailable` and `superseded` are temporary: the page tries again by itself. */
export type LiveError = {
  code:
    | "forbidden"
    | "unknown-run"
    | "unknown-code"
    | "protocol"
    | "invalid"
    | "unavailable"
    | "too-many"
    | "superseded"
    | StageRefusalCode;
  message: string;
  /** with `too-many`: when to try again */
  retryAfterMs?: number;
};

export type JoinReply =
  | {
      ok: true;
      runId: string | null;
      state: RunState | null;
      factSeq: number;
      live: LiveStatus;
      watching: number;
      title: string | null;
      programme: Programme | RoomProgramme;
    }
  | { ok: false; error: LiveError };

/** `runAtMs`: the run's clock when the message was sent, so that a page can count on between events. */
export type LiveStatus = {
  runAtMs: number;
  runner: "alive" | "lost" | "none";
  /** the run waits because the database cannot store */
  shortage?: Shortage;
  /** why a queued run has not started; missing when it is not queued, or not known */
  wait?: QueueWait;
};

/**
 * At most 20 a second. `facts` are gapless: `prevFactSeq` is the last fact before them (smaller than the client's last fact
 * is not a gap: the client joined later). Progress older than the last fact is included among them, in order of seq.
 * `progress` is the latest progress of every running scenario, repeated until it ends; a client applies it, in order of
 * seq, only once it has all facts up to `factSeq`.
 */
export type Frame = {
  runId: string;
  prevFactSeq: number;
  factSeq: number;
  facts: RunEvent[];
  progress: RunEventOf<"scenario.progressed">[];
  live: LiveStatus;
};

export type ResyncReply = { ok: true; frame: Frame } | { ok: false; error: LiveError };

export type DirectRequest = { readonly act: StageAct };
export type DirectReply = { ok: true; changed: boolean } | { ok: false; error: LiveError };

export type CommandRequest = { runId: string } & z.input<typeof CommandInput>;
export type CommandReply =
  | { ok: true; duplicate: boolean }
  | { ok: false; error: LiveError | { code: string; message: string } };
