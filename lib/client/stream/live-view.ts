import type { RunEvent } from "../../core/run/events.ts";
import { reduce } from "../../core/reduce/reduce.ts";
import type { RunState } from "../../core/run/state.ts";
import type { Frame, JoinReply, LiveStatus } from "../../realtime/protocol/protocol.ts";

/** What a page knows of a run at the moment: the fold of what the hub has told, and when it was told. */
export type LiveView = {
  readonly runId: string | null;
  /** null: the stage has no run yet */
  readonly state: RunState | null;
  /** the last fact had without a gap */
  readonly factSeq: number;
  readonly live: LiveStatus;
  /** monotonic moment of `live` */
  readonly heardAtMs: number;
  readonly watching: number;
  readonly title: string | null;
};

/** The view after a join; a reply that is older than what the page has changes only the presence. */
export function viewOfJoin(reply: Extract<JoinReply, { ok: true }>, nowMs: number, before: LiveView | null): LiveView {
  const { runId, live, watching, title } = reply;
  const older = before?.state && before.runId === runId && reply.state && reply.state.lastSeq < before.state.lastSeq;
  const { state, factSeq } = older && before ? before : reply;
  return { runId, state, factSeq, live, heardAtMs: nowMs, watching, title };
}

/**
 * Folds a frame. `gap`: facts were missed, so ask the hub for those after `view.factSeq`; until then the picture
 * stays as it was, since progress without its facts would show a moment that never was.
 */
export function applyFrame(
  view: LiveView,
  frame: Frame,
  nowMs: number,
): { readonly view: LiveView; readonly gap: boolean } {
  if (view.runId !== frame.runId || view.state === null) return { view, gap: false };
  const heard = { ...view, live: frame.live, heardAtMs: nowMs };
  if (frame.prevFactSeq > view.factSeq) return { view: heard, gap: true };
  const factSeq = Math.max(view.factSeq, frame.facts.at(-1)?.seq ?? 0);
  const gap = factSeq < frame.factSeq;
  const facts: readonly RunEvent[] = frame.facts.filter((fact) => fact.seq > view.factSeq);
  const news = gap ? facts : [...facts, ...frame.progress].toSorted((a, b) => a.seq - b.seq);
  return { view: { ...heard, state: news.reduce(reduce, view.state), factSeq }, gap };
}

/** The run's own time now: counts on between events while a runner lives and the run goes on. */
export function computeRunNowMs(view: LiveView, nowMs: number, connected: boolean): number {
  const { state, live, heardAtMs } = view;
  if (!state) return 0;
  if (state.finishedAt !== null || state.startedAt === null) return state.atMs;
  const told = Math.max(live.runAtMs, state.atMs);
  const counting = connected && live.runner === "alive" && !state.interrupted;
  return counting ? told + Math.max(0, nowMs - heardAtMs) : told;
}
