import type { FaultKind } from "../../core/run/faults.ts";
import type { RunState, Span } from "../../core/run/state.ts";
import { joinNames, labelScenario } from "../../core/words/names.ts";
import { isEnded } from "../console/standing.ts";

export type TimelineSpan = {
  readonly kind: Span["kind"];
  readonly fromMs: number;
  readonly toMs: number;
  readonly open: boolean;
};
export type TimelineTick = { readonly percent: number; readonly atMs: number };
/** Where a scenario is heading, drawn ahead of its bar. */
export type RowProjection = {
  /** the next milestone where it will hold; null when it goes on to its end or stands still */
  readonly arrival: { readonly atMs: number; readonly text: string } | null;
  readonly finish: { readonly atMs: number; readonly lowMs: number; readonly highMs: number; readonly text: string };
};
/** A moment of one scenario that is told under its bar. */
export type TimelineMark = { readonly atMs: number; readonly text: string; readonly tone: "bad" | "hold" };
export type TimelineRow = {
  readonly id: string;
  readonly index: number;
  readonly label: string;
  readonly spans: readonly TimelineSpan[];
  readonly ticks: readonly TimelineTick[];
  /** harm done on purpose, by the fault button */
  readonly faults: readonly { readonly fault: FaultKind; readonly fromMs: number; readonly toMs: number }[];
  /** tries and attempts: only the facts know them, so a live picture has none */
  readonly marks: readonly TimelineMark[];
  /** where and how the scenario ended; null while it goes on */
  readonly end: { readonly atMs: number; readonly kind: "complete" | "failed" | "cancelled" } | null;
  /** null while nothing tells, or after the end */
  readonly projection: RowProjection | null;
};
export type TimelineRelease = {
  readonly percent: number;
  readonly atMs: number;
  readonly text: string;
  readonly shortText: string;
  readonly byPresenter: boolean;
};

/** Everything that the comparative timeline draws, on one axis of run time. */
export type TimelineModel = {
  readonly rows: readonly TimelineRow[];
  readonly releases: readonly TimelineRelease[];
  /** what changed for the whole run */
  readonly moments: readonly { readonly atMs: number; readonly text: string }[];
  /** the barrier that is shut at this moment; null when nobody waits */
  readonly gate: { readonly percent: number | null } | null;
  readonly nowMs: number;
  /** end of the axis: grows in steps, so that the picture does not creep */
  readonly maxMs: number;
  readonly ticksMs: readonly number[];
  readonly ended: boolean;
};

const AXIS_STEPS_S = [
  10, 20, 30, 60, 90, 120, 180, 240, 300, 420, 600, 900, 1200, 1800, 2700, 3600, 5400, 7200,
] as const;
const TICK_STEPS_S = [1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600] as const;
const MAX_TICKS = 7;

export function selectTimeline(state: RunState, nowMs: number): TimelineModel {
  const ended = isEnded(state);
  const untilMs = ended ? state.atMs : Math.max(nowMs, state.atMs);
  const rows = state.spec.scenarios.map((spec, index) => selectRow(state, spec.id, spec.label, index, untilMs));
  return {
    rows,
    releases: state.releases
      .filter((release) => release.reason !== "free-running")
      .map((release) => selectRelease(state, release)),
    moments: state.capped === null ? [] : [{ atMs: state.capped.atMs, text: "cap reached" }],
    gate: state.barrier && !ended ? { percent: waitedPercent(state) } : null,
    nowMs: untilMs,
    ...computeTimeAxis(state, untilMs),
    ended,
  };
}

/** The axis of a run's time: close to the end once it has ended, with room ahead before. */
export function computeTimeAxis(state: RunState, untilMs: number): Pick<TimelineModel, "maxMs" | "ticksMs"> {
  return isEnded(state) ? toAxis(computeEndedAxisMs(untilMs)) : fitAxis(untilMs);
}

function selectRow(state: RunState, id: string, label: string, index: number, untilMs: number): TimelineRow {
  const scenario = state.scenarios.find((each) => each.id === id);
  const spans = (scenario?.spans ?? []).map((span) => ({
    kind: span.kind,
    fromMs: span.fromMs,
    toMs: Math.max(span.fromMs, span.toMs ?? untilMs),
    open: span.toMs === null,
  }));
  const ticks = (scenario?.milestones ?? []).map(({ percent, atMs }) => ({ percent, atMs }));
  const status = scenario?.status;
  const end =
    status === "complete" || status === "failed" || status === "cancelled"
      ? { atMs: spans.at(-1)?.toMs ?? 0, kind: status }
      : null;
  const faults = (scenario?.faults ?? []).map(({ fault, fromMs, toMs }) => ({ fault, fromMs, toMs: toMs ?? untilMs }));
  return { id, index, label, spans, ticks, faults, marks: [], end, projection: null };
}

function selectRelease(state: RunState, release: RunState["releases"][number]): TimelineRelease {
  return {
    percent: release.percent,
    atMs: release.atMs,
    text: releaseText(state, release),
    shortText: SHORT_TEXTS[release.reason],
    byPresenter: release.reason === "presenter",
  };
}

/** Where a neighbour leaves no room for the sentence. */
const SHORT_TEXTS: { readonly [reason in RunState["releases"][number]["reason"]]: string } = {
  presenter: "presenter",
  timeout: "wait limit",
  "sibling-ended": "went on",
  "all-arrived": "all here",
  "free-running": "all here",
};

function releaseText(state: RunState, release: RunState["releases"][number]): string {
  switch (release.reason) {
    case "presenter":
      return "released by presenter";
    case "timeout":
      return "wait limit reached";
    case "sibling-ended":
      return `went on without ${joinNames(missingAt(state, release.percent)) || "one"}`;
    case "all-arrived":
    case "free-running":
      return "all arrived";
  }
}

function missingAt(state: RunState, percent: number): string[] {
  const missing = state.scenarios.filter((scenario) => !scenario.milestones.some((each) => each.percent === percent));
  return missing.map((scenario) => labelScenario(state.spec, scenario.id));
}

/** The milestone that scenarios wait at; null in a lock-step between milestones. */
function waitedPercent(state: RunState): number | null {
  const next = state.spec.milestones.find((percent) => !state.releases.some((release) => release.percent === percent));
  if (next === undefined) return null;
  const waiting = state.scenarios.some(
    (scenario) => scenario.waitingAtGate !== null && scenario.milestones.at(-1)?.percent === next,
  );
  return waiting ? next : null;
}

type Axis = Pick<TimelineModel, "maxMs" | "ticksMs">;

/** The axis of a run that goes on, with room ahead of the present moment and for what lies farther ahead. */
export function fitAxis(nowMs: number, aheadMs = 0): Axis {
  return toAxis(stepFor(Math.max(nowMs / 0.88, aheadMs / 0.94)));
}

function computeEndedAxisMs(endMs: number): number {
  const neededMs = endMs / 0.98;
  if (neededMs < 10_000) return Math.max(1_000, Math.ceil(neededMs / 1_000) * 1_000);
  const stepMs = stepFor(neededMs);
  return neededMs < stepMs * 0.75 ? Math.ceil(neededMs / 5_000) * 5_000 : stepMs;
}

function stepFor(neededMs: number): number {
  const step = AXIS_STEPS_S.find((seconds) => seconds * 1_000 >= neededMs);
  return (step ?? Math.ceil(neededMs / 3_600_000) * 3_600) * 1_000;
}

function toAxis(maxMs: number): Axis {
  return { maxMs, ticksMs: computeTicksMs(maxMs) };
}

function computeTicksMs(maxMs: number): number[] {
  const step = TICK_STEPS_S.find((seconds) => maxMs / 1000 / seconds <= MAX_TICKS) ?? 3600;
  const ticks: number[] = [];
  for (let s = 0; s * 1000 <= maxMs; s += step) ticks.push(s * 1000);
  return ticks;
}

const SPAN_WORDS: { readonly [kind in Span["kind"]]: string } = {
  running: "running",
  "sync-point": "waiting for others",
  "presenter-hold": "held for the presenter",
  "user-halt": "paused",
  recovery: "recovering",
  retry: "waiting for the presenter",
};

/** The timeline as a table: one row a span. */
export function selectTimelineTable(
  model: TimelineModel,
): readonly { scenario: string; what: string; fromMs: number; toMs: number }[] {
  return model.rows.flatMap((row) =>
    row.spans.map((span) => ({
      scenario: row.label,
      what: SPAN_WORDS[span.kind],
      fromMs: span.fromMs,
      toMs: span.toMs,
    })),
  );
}

/** Share of items done, 0–100, unrounded, for positions. */
export function computePosition(itemsDone: number, items: number): number {
  return items > 0 ? Math.min(100, (100 * itemsDone) / items) : 0;
}
