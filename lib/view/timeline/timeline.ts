import type { FaultKind } from "../../core/run/faults.ts";
import { RELEASE_WORDS } from "../../core/words/release-words.ts";
import { isRunOver } from "../../core/run/run-status.ts";
import type { RunState, Span } from "../../core/run/state.ts";
import { joinNames, labelScenario } from "../../core/words/names.ts";
import { timelineText } from "../text/charts.ts";

export type TimelineSpan = {
  readonly kind: Span["kind"];
  readonly fromMs: number;
  readonly toMs: number;
  readonly open: boolean;
};
export type TimelineTick = { readonly percent: number; readonly atMs: number };
/** The projected progress of a scenario, drawn ahead of its bar. */
export type RowProjection = {
  /** the next milestone where it will hold; null when there is none, or while it is not running */
  readonly arrival: { readonly atMs: number; readonly text: string } | null;
  readonly finish: { readonly atMs: number; readonly lowMs: number; readonly highMs: number; readonly text: string };
};
/** A labelled moment below the bar of one scenario. */
export type TimelineMark = { readonly atMs: number; readonly text: string; readonly tone: "bad" | "hold" };
export type TimelineRow = {
  readonly id: string;
  readonly index: number;
  readonly label: string;
  readonly spans: readonly TimelineSpan[];
  readonly ticks: readonly TimelineTick[];
  /** injected by the fault button */
  readonly faults: readonly { readonly fault: FaultKind; readonly fromMs: number; readonly toMs: number }[];
  /** tries and attempts; only the events hold them, so the live timeline has none */
  readonly marks: readonly TimelineMark[];
  /** when and how the scenario ended; null until then */
  readonly end: { readonly atMs: number; readonly kind: "complete" | "failed" | "cancelled" } | null;
  /** null without an ETA, or after the end */
  readonly projection: RowProjection | null;
};
export type TimelineRelease = {
  readonly percent: number;
  readonly atMs: number;
  readonly text: string;
  /** where a neighbour leaves no room for the sentence */
  readonly shortText: string;
  readonly byPresenter: boolean;
};

/** Everything that the comparative timeline draws, on one axis of run time. */
export type TimelineModel = {
  readonly rows: readonly TimelineRow[];
  readonly releases: readonly TimelineRelease[];
  /** changes of the whole run */
  readonly moments: readonly { readonly atMs: number; readonly text: string }[];
  /** the barrier that is closed now; null when no scenario waits */
  readonly gate: { readonly percent: number | null } | null;
  readonly nowMs: number;
  /** end of the axis; grows in steps, so that the picture does not creep */
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
  const ended = isRunOver(state.status);
  const untilMs = ended ? state.atMs : Math.max(nowMs, state.atMs);
  const rows = state.spec.scenarios.map((spec, index) => selectRow(state, spec.id, spec.label, index, untilMs));
  return {
    rows,
    releases: state.releases
      .filter((release) => release.reason !== "free-running")
      .map((release) => selectRelease(state, release)),
    moments: state.capped === null ? [] : [{ atMs: state.capped.atMs, text: timelineText.limitReached }],
    gate: state.barrier && !ended ? { percent: waitedPercent(state) } : null,
    nowMs: untilMs,
    ...computeTimeAxis(state, untilMs),
    ended,
  };
}

/** The time axis: tight once the run has ended, with room ahead before. */
export function computeTimeAxis(state: RunState, untilMs: number): Pick<TimelineModel, "maxMs" | "ticksMs"> {
  return isRunOver(state.status) ? toAxis(computeEndedAxisMs(untilMs)) : fitAxis(untilMs);
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
    text: describeRelease(state, release),
    shortText: RELEASE_WORDS[release.reason].short,
    byPresenter: release.reason === "presenter",
  };
}

function describeRelease(state: RunState, release: RunState["releases"][number]): string {
  const { reason } = release;
  const missing = joinNames(missingAt(state, release));
  if (reason === "sibling-ended") return timelineText.releasedWithout(missing);
  const words = RELEASE_WORDS[reason].full;
  const canMiss = reason === "timeout" || reason === "presenter";
  return canMiss && missing !== "" ? timelineText.without(words, missing) : words;
}

/** The scenarios that had not arrived when a milestone opened. */
function missingAt(state: RunState, { percent, atMs }: RunState["releases"][number]): string[] {
  const missing = state.scenarios.filter(
    ({ milestones }) => !milestones.some((each) => each.percent === percent && each.atMs <= atMs),
  );
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

/** The axis of a run in progress, with room after now and for projections. */
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

/** The timeline as a table, one row per span. */
export function selectTimelineTable(
  model: TimelineModel,
): readonly { scenario: string; what: string; fromMs: number; toMs: number }[] {
  return model.rows.flatMap((row) =>
    row.spans.map((span) => ({
      scenario: row.label,
      what: timelineText.spans[span.kind],
      fromMs: span.fromMs,
      toMs: span.toMs,
    })),
  );
}

/** Percentage of items done, unrounded, for positions. */
export function computePosition(itemsDone: number, items: number): number {
  return items > 0 ? Math.min(100, (100 * itemsDone) / items) : 0;
}
