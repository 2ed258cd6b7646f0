import { countAtGate, selectWaitingGate } from "../../core/gates/barrier.ts";
import { isMilestone } from "../../core/gates/gates.ts";
import type { Shortage } from "../../core/ports/storage.ts";
import { areAllPaused, isRunOver, isToBeFitted } from "../../core/run/run-status.ts";
import { countItemsDone } from "../../core/run/totals.ts";
import type { RunState, ScenarioState } from "../../core/run/state.ts";
import { isEnded } from "../../core/run/statuses.ts";
import { computePercentDone, formatClock, formatPercent, formatQuality, formatQuantity } from "../format/format.ts";
import { projectTimeline } from "../timeline/projection.ts";
import { selectTimeline, type TimelineModel, type TimelineRow, type TimelineSpan } from "../timeline/timeline.ts";
import { roomText } from "../text/room.ts";
import { scenarioText } from "../text/run.ts";
import { createRoomAxis, type RoomAxis } from "./time-axis.ts";

/** Positions on the axis are 0 to 1. */
export type RoomSpan = {
  /** "stall": nothing has been done since its start */
  readonly kind: "work" | "hold" | "pause" | "stall";
  readonly from: number;
  readonly to: number;
};
export type LaneWord = { readonly text: string; readonly tone: "bad" | "hold" | "good" | "quiet" };

/** One scenario in the room's picture. */
export type RoomLane = {
  readonly id: string;
  readonly index: number;
  readonly label: string;
  /** "250 mails" */
  readonly size: string;
  readonly percent: number;
  /** "", as long as nothing is scored */
  readonly quality: string;
  readonly spans: readonly RoomSpan[];
  readonly faults: readonly { readonly from: number; readonly to: number }[];
  readonly ticks: readonly { readonly percent: number; readonly x: number }[];
  readonly end: { readonly x: number; readonly kind: "complete" | "failed" | "cancelled" } | null;
  readonly forecast: { readonly x: number; readonly low: number; readonly high: number } | null;
  /** what is unusual about it; null: it works, or waits at the gate */
  readonly word: LaneWord | null;
  /** it waits at the gate for others */
  readonly waits: boolean;
};

/** What the room's timeline draws. */
export type RoomTimeline = {
  readonly lanes: readonly RoomLane[];
  readonly now: { readonly x: number; readonly text: string } | null;
  readonly ticks: readonly { readonly x: number; readonly text: string }[];
  readonly blocks: readonly { readonly from: number; readonly to: number; readonly clock: string }[];
  /** the gate that is shut; `isPaused`: all are paused, and nobody comes to it now */
  readonly gate: { readonly x: number; readonly text: string; readonly isPaused: boolean } | null;
  /** gates that were opened; only the last one has words */
  readonly releases: readonly { readonly x: number; readonly atMs: number; readonly text: string | null }[];
  readonly ended: boolean;
};

/** A forecast beyond this multiple of the run time would squeeze what has happened. */
const REACH = 3;
const REACH_AT_LEAST_MS = 60_000;
/** No progress for this long makes a forecast untrue. */
const MISSED_AFTER_MS = 3_000;

/** `blockWidth`: part of the axis that a long hold gets, if not the usual one. */
export function selectRoomTimeline(
  state: RunState,
  nowMs: number,
  { shortage, blockWidth }: { shortage?: Shortage | undefined; blockWidth?: number | undefined } = {},
): RoomTimeline {
  const model = projectTimeline(selectTimeline(state, nowMs), state, shortage);
  const reachMs = Math.max(REACH_AT_LEAST_MS, model.nowMs * REACH);
  const forecasts = model.rows.flatMap(({ projection }) => projection?.finish.atMs ?? []);
  const axis = createRoomAxis(model, Math.max(0, ...forecasts.filter((atMs) => atMs <= reachMs)), blockWidth);
  return {
    lanes: model.rows.map((row) => toLane(state, row, axis, model)),
    now: model.ended ? null : { x: axis.x(model.nowMs), text: formatClock(model.nowMs) },
    ticks: axis.ticks.map(({ ms, x }) => ({ x, text: formatClock(ms) })),
    blocks: axis.blocks.map(({ from, to, fromMs, toMs }) => ({
      from,
      to,
      clock: formatClock(toMs - fromMs),
    })),
    gate: selectGate(state, axis, model),
    releases: toReleases(model, axis),
    ended: model.ended,
  };
}

function toLane(state: RunState, row: TimelineRow, axis: RoomAxis, model: TimelineModel): RoomLane {
  const scenario = state.scenarios.find(({ id }) => id === row.id);
  const spec = state.spec.scenarios.find(({ id }) => id === row.id);
  if (scenario === undefined || spec === undefined) throw new Error(`Run ${state.runId} has no scenario ${row.id}`);
  const { totals, status } = scenario;
  const overdueMs = computeOverdueMs(scenario, row, model.nowMs);
  const finish = overdueMs === null ? row.projection?.finish : undefined;
  // a forecast that is too far away for the axis is not shown as one at its end
  const isInSight = finish !== undefined && finish.atMs <= axis.endMs;
  return {
    id: row.id,
    index: row.index,
    label: row.label,
    size: isToBeFitted(state) ? scenarioText.toBeFitted : formatQuantity(spec.items, state.spec.unit),
    percent: computePercentDone(countItemsDone({ status, totals }), spec.items),
    quality: totals.quality === null ? "" : formatQuality(totals.quality),
    spans: mergeSpans(cutStall(row.spans, scenario), axis),
    faults: row.faults.map(({ fromMs, toMs }) => ({ from: axis.x(fromMs), to: axis.x(toMs) })),
    ticks: row.ticks.map(({ percent, atMs }) => ({ percent, x: axis.x(atMs) })),
    end: row.end === null ? null : { x: axis.x(row.end.atMs), kind: row.end.kind },
    forecast: isInSight ? { x: axis.x(finish.atMs), low: axis.x(finish.lowMs), high: axis.x(finish.highMs) } : null,
    word: isRunOver(state.status) ? wordOfEnd(scenario) : (wordOfEnd(scenario) ?? wordOf(scenario, overdueMs)),
    waits: scenario.waitingAtGate !== null && !isEnded(scenario),
  };
}

type StalledSpan = Omit<TimelineSpan, "kind"> & { readonly kind: TimelineSpan["kind"] | "stalled" };

/** The time in which a running scenario has done nothing is no work. */
function cutStall(spans: readonly TimelineSpan[], { stalledSinceMs }: ScenarioState): readonly StalledSpan[] {
  const last = spans.at(-1);
  if (stalledSinceMs === null || last?.kind !== "running" || last.toMs <= stalledSinceMs) return spans;
  const fromMs = Math.max(last.fromMs, stalledSinceMs);
  const stalled = { ...last, fromMs, kind: "stalled" } as const;
  return [...spans.slice(0, -1), ...(fromMs > last.fromMs ? [{ ...last, toMs: fromMs }] : []), stalled];
}

/** Spans of one kind that touch are one. */
function mergeSpans(spans: readonly StalledSpan[], axis: RoomAxis): RoomSpan[] {
  const merged: RoomSpan[] = [];
  for (const { kind, fromMs, toMs } of spans) {
    const span = { kind: toKind(kind), from: axis.x(fromMs), to: axis.x(toMs) };
    const last = merged.at(-1);
    if (last !== undefined && last.kind === span.kind && span.from - last.to < 1e-6)
      merged[merged.length - 1] = { ...last, to: span.to };
    else merged.push(span);
  }
  return merged;
}

function toKind(kind: StalledSpan["kind"]): RoomSpan["kind"] {
  if (kind === "stalled") return "stall";
  if (kind === "running") return "work";
  return kind === "sync-point" || kind === "presenter-hold" ? "hold" : "pause";
}

/** Since the last progress of a running scenario, once that is too long for its forecast to hold; null before. */
function computeOverdueMs(
  { status, stalledSinceMs, points }: ScenarioState,
  { spans }: TimelineRow,
  nowMs: number,
): number | null {
  if (status !== "running") return null;
  if (stalledSinceMs !== null) return Math.max(0, nowMs - stalledSinceMs);
  const [before, last] = points.slice(-2);
  if (before === undefined || last === undefined) return null;
  // a skill with slow items is overdue only when its usual pause is over
  const usualMs = Math.max(last.atMs - before.atMs, (last.atMs - (points[0]?.atMs ?? 0)) / points.length);
  // a wait at a gate is no silence
  const silentMs = nowMs - Math.max(last.atMs, spans.findLast(({ kind }) => kind === "running")?.fromMs ?? 0);
  return silentMs > MISSED_AFTER_MS + 3 * usualMs ? silentMs : null;
}

function wordOfEnd({ status }: ScenarioState): LaneWord | null {
  const { words } = roomText;
  if (status === "failed") return { text: words.failed, tone: "bad" };
  if (status === "cancelled") return { text: words.cancelled, tone: "quiet" };
  return status === "complete" ? { text: words.done, tone: "good" } : null;
}

function wordOf(scenario: ScenarioState, overdueMs: number | null): LaneWord | null {
  const { words } = roomText;
  const { pauseReason, fault, stalledSinceMs, brokenBatches } = scenario;
  const seconds = Math.round((overdueMs ?? 0) / 1_000);
  if (pauseReason === "retry") return { text: words.retry, tone: "bad" };
  if (stalledSinceMs !== null) return { text: words.hangs(seconds), tone: "bad" };
  if (fault !== null) return { text: words.faults[fault], tone: "bad" };
  if (pauseReason === "user-halt") return { text: words.paused, tone: "hold" };
  if (pauseReason === "recovery") return { text: words.recovering, tone: "hold" };
  if (pauseReason === "worker-start") return { text: words.starting, tone: "hold" };
  if (brokenBatches.length > 0) return { text: words.retrying, tone: "hold" };
  return overdueMs === null ? null : { text: words.overdue(seconds), tone: "hold" };
}

function selectGate(state: RunState, axis: RoomAxis, { nowMs, ended }: TimelineModel): RoomTimeline["gate"] {
  const gate = selectWaitingGate(state);
  if (gate === null || ended) return null;
  const here = countAtGate(state, gate);
  const of = state.scenarios.length;
  const text = isMilestone(gate) ? roomText.gate(formatPercent(gate.percent), here, of) : roomText.step(here, of);
  return { x: axis.x(nowMs), text, isPaused: areAllPaused(state) };
}

function toReleases({ releases }: TimelineModel, axis: RoomAxis): RoomTimeline["releases"] {
  return releases.map(({ atMs, percent, byPresenter }, index) => {
    const say = byPresenter ? roomText.opened.presenter : roomText.opened.other;
    return { x: axis.x(atMs), atMs, text: index === releases.length - 1 ? say(formatPercent(percent)) : null };
  });
}
