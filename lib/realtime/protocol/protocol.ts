import type { CommandType } from "../../core/run/commands.ts";
import type { FaultKind } from "../../core/run/faults.ts";
import type { RunEvent, RunEventOf } from "../../core/run/events.ts";
import type { RunState } from "../../core/run/state.ts";

/** Messages between hub and browsers. Bumped when an old page could misread a new hub: the page then reloads itself. */
export const LIVE_PROTOCOL = 1;

/** What a socket may ask, each acknowledged. */
export type ClientToHub = {
  /** audience and presenter alike: subscribe and receive the present state */
  join: (request: JoinRequest, ack: (reply: JoinReply) => void) => void;
  /** facts after a seq, when `prevFactSeq` of a frame showed a gap */
  resync: (request: { afterSeq: number }, ack: (reply: ResyncReply) => void) => void;
  /** a presenter's click; the ack says that it is stored, its effect is a fact */
  command: (request: CommandRequest, ack: (reply: CommandReply) => void) => void;
  /** answered at once, for the latency shown on the console */
  probe: (ack: () => void) => void;
};

export type HubToClient = {
  frame: (frame: Frame) => void;
  /** the stage points at another run: join again */
  stage: (notice: { runId: string | null }) => void;
  presence: (presence: { watching: number }) => void;
};

export type JoinRequest =
  | { protocol: number; as: "presenter"; runId: string }
  | { protocol: number; as: "audience"; code: string };

export type LiveError = {
  code: "forbidden" | "unknown-run" | "unknown-code" | "protocol" | "invalid" | "unavailable";
  message: string;
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
    }
  | { ok: false; error: LiveError };

/** `runAtMs`: the run's clock at the moment of sending, so that a page can go on counting between events. */
export type LiveStatus = { runAtMs: number; runner: "alive" | "lost" | "none" };

/**
 * ≤20 a second. `facts` are gapless: `prevFactSeq` names the last fact before them (a smaller one than the client has
 * is no gap: it joined later). Among them, in order of seq, may stand progress that came before the last of them.
 * `progress` is the newest state of every scenario at work, repeated until it ends; a client applies it, in order of
 * seq, only when it has all facts up to `factSeq`.
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

export type CommandRequest = {
  runId: string;
  id: string;
  type: CommandType;
  scenarioId?: string | undefined;
  percent?: number | undefined;
  force?: boolean | undefined;
  /** fault only; null ends what is being done */
  fault?: FaultKind | null | undefined;
};
export type CommandReply =
  | { ok: true; duplicate: boolean }
  | { ok: false; error: LiveError | { code: string; message: string } };
