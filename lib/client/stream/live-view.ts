import type { RunEvent } from "../../core/run/events.ts";
import { reduce } from "../../core/reduce/reduce.ts";
import type { Programme, RoomProgramme } from "../../core/stage/programme.ts";
import type { RunState } from "../../core/run/state.ts";
import type { Frame, JoinReply, LiveStatus } from "../../realtime/protocol/protocol.ts";

/** A page's view of a run: the folded messages of the hub, and when the last one arrived. */
export type LiveView = {
  readonly runId: string | null;
  /** null: the stage has no run yet */
  readonly state: RunState | null;
  /** the last event received without a gap */
  readonly factSeq: number;
  readonly live: LiveStatus;
  /** monotonic time at which `live` arrived */
  readonly receivedAtMs: number;
  readonly watching: number;
  readonly title: string | null;
  /** what the room sees; to consoles also who directs it */
  readonly programme: RoomProgramme & Partial<Programme>;
};

/** The view after a join; a reply older than the page's state changes only the presence, unless the picture is frozen. */
export function viewOfJoin(reply: Extract<JoinReply, { ok: true }>, nowMs: number, before: LiveView | null): LiveView {
  const { runId, live, watching, title, programme } = reply;
  const older =
    programme.frozen === null &&
    before?.state &&
    before.runId === runId &&
    reply.state &&
    reply.state.lastSeq < before.state.lastSeq;
  const { state, factSeq } = older && before ? before : reply;
  return { runId, state, factSeq, live, receivedAtMs: nowMs, watching, title, programme };
}

/**
 * Folds a frame. `gap`: events were missed, so request those after `view.factSeq`; the state stays unchanged until
 * then, since progress without its events would show a state that never existed.
 */
export function applyFrame(
  view: LiveView,
  frame: Frame,
  nowMs: number,
): { readonly view: LiveView; readonly gap: boolean } {
  if (view.runId !== frame.runId || view.state === null) return { view, gap: false };
  const updated = { ...view, live: frame.live, receivedAtMs: nowMs };
  if (frame.prevFactSeq > view.factSeq) return { view: updated, gap: true };
  const factSeq = Math.max(view.factSeq, frame.facts.at(-1)?.seq ?? 0);
  const gap = factSeq < frame.factSeq;
  const facts: readonly RunEvent[] = frame.facts.filter((fact) => fact.seq > view.factSeq);
  const events = gap ? facts : [...facts, ...frame.progress].toSorted((a, b) => a.seq - b.seq);
  return { view: { ...updated, state: events.reduce(reduce, view.state), factSeq }, gap };
}

/** The current run time; advances between events while the runner is alive and the run is in progress. */
export function computeRunNowMs(view: LiveView, nowMs: number, connected: boolean): number {
  const { state, live, receivedAtMs } = view;
  if (!state) return 0;
  if (state.finishedAt !== null || state.startedAt === null) return state.atMs;
  const reportedMs = Math.max(live.runAtMs, state.atMs);
  const counting = connected && live.runner === "alive" && !state.interrupted;
  return counting ? reportedMs + Math.max(0, nowMs - receivedAtMs) : reportedMs;
}
