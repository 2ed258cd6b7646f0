import type { MachineHistory } from "../run/machine-load.ts";
import type { ProgressPoint, RunState, ScenarioState, Span } from "../run/state.ts";
import { computeWorkMs } from "../run/totals.ts";

/** What the workers of a run and the processors of its machine did in a short stretch of run time. */
export type MachineSlice = {
  /** average number of busy workers */
  readonly workers: number;
  /** share of their busy time in which they did not queue, 0–1; 1 without any */
  readonly share: number;
  /** average number of idle processors */
  readonly idle: number;
};

/** Short enough to tell bursts of other programs and phases between milestones apart. */
const SLICE_MS = 500;
const MAX_SLICES = 40;
/** A worker never gets less of a processor. */
export const MIN_SHARE = 0.001;
/** A larger excess of idle time over run time means that another runner has counted it. */
const MAX_EXCESS = 1.5;

type Busy = { readonly busyMs: number; readonly workMs: number };

/** Slices of equal length; none where the machine's processors were not measured for long enough, or no worker was busy. */
export function sliceMachine(state: RunState, fromMs: number, toMs: number): readonly MachineSlice[] {
  const { machine, scenarios } = state;
  const startMs = Math.max(fromMs, state.recoveries.at(-1)?.atMs ?? 0);
  const readings = machine?.readings.filter(({ atMs }) => atMs >= startMs && atMs <= toMs) ?? [];
  const [first, last] = [readings[0], readings.at(-1)];
  if (machine === undefined || first === undefined || last === undefined) return [];
  const lengthMs = last.atMs - first.atMs;
  const count = Math.min(MAX_SLICES, Math.floor(lengthMs / SLICE_MS), readings.length - 1);
  const ends = Array.from({ length: count + 1 }, (_, i) => {
    const atMs = first.atMs + (lengthMs * i) / count;
    const unreportedMs = sumUnreportedMs(scenarios, atMs, last.atMs);
    return { ...sumBusy(scenarios, atMs), unreportedMs, idleMs: interpolateIdle(readings, atMs) };
  });
  const [before, after] = [ends[0], ends.at(-1)];
  if (before === undefined || after === undefined || !(after.busyMs > before.busyMs)) return [];
  const usual = (after.workMs - before.workMs) / (after.busyMs - before.busyMs);
  const slices = ends.slice(1).map((end, i): MachineSlice => {
    const start = ends[i] ?? end;
    const busyMs = end.busyMs - start.busyMs;
    const share = busyMs > 0 ? (end.workMs - start.workMs) / busyMs : usual;
    const workers = ((busyMs + end.unreportedMs - start.unreportedMs) * count) / lengthMs;
    return { workers, share: toShare(share), idle: ((end.idleMs - start.idleMs) * count) / lengthMs };
  });
  const isOneCount = slices.every(({ idle }) => idle >= 0 && idle <= machine.processors * MAX_EXCESS);
  return isOneCount ? slices.map((slice) => ({ ...slice, idle: Math.min(machine.processors, slice.idle) })) : [];
}

/** Waits are booked with some delay, so that a slice may seem to have more or less of them than time. */
function toShare(share: number): number {
  return Math.min(1, Math.max(MIN_SHARE, share));
}

function interpolateIdle(readings: MachineHistory["readings"], atMs: number): number {
  const next = readings.findIndex((reading) => reading.atMs > atMs);
  const before = next === -1 ? readings.at(-1) : readings[Math.max(0, next - 1)];
  const after = next === -1 ? undefined : readings[next];
  if (before === undefined) return 0;
  if (after === undefined || after.atMs <= before.atMs) return before.idleMs;
  return before.idleMs + ((after.idleMs - before.idleMs) * (atMs - before.atMs)) / (after.atMs - before.atMs);
}

/** Busy and work time of all scenarios until a moment, between two points in proportion. */
function sumBusy(scenarios: readonly ScenarioState[], atMs: number): Busy {
  const sum = { busyMs: 0, workMs: 0 };
  for (const { points, spans } of scenarios) {
    const next = points.findIndex((point) => point.atMs > atMs);
    const before = next === -1 ? points.at(-1) : points[next - 1];
    const after = next === -1 ? undefined : points[next];
    const start = { atMs: spans[0]?.fromMs ?? 0, busyMs: 0, cpuWaitMs: 0 };
    const { busyMs, workMs } = interpolate(before ?? start, after, atMs);
    sum.busyMs += busyMs;
    sum.workMs += workMs;
  }
  return sum;
}

type Moment = Pick<ProgressPoint, "atMs" | "busyMs" | "cpuWaitMs">;

function interpolate(before: Moment, after: Moment | undefined, atMs: number): Busy {
  const [busyMs, workMs] = [before.busyMs, computeWorkMs(before)];
  if (after === undefined || atMs <= before.atMs) return { busyMs, workMs };
  const part = (atMs - before.atMs) / (after.atMs - before.atMs);
  return { busyMs: busyMs + (after.busyMs - busyMs) * part, workMs: workMs + (computeWorkMs(after) - workMs) * part };
}

/** Time of workers at items that no point reports yet: a long item says nothing until it is done. */
function sumUnreportedMs(scenarios: readonly ScenarioState[], atMs: number, toMs: number): number {
  let sumMs = 0;
  for (const { points, spans, load, borrowedWorkers } of scenarios) {
    const known = points.findLast((point) => point.atMs <= toMs);
    const lastMs = known?.atMs ?? spans[0]?.fromMs ?? Infinity;
    const runningMs = spans
      .filter(({ kind }) => kind === "running")
      .reduce((ms, span) => ms + overlapMs(span, lastMs, atMs), 0);
    sumMs += runningMs * (known?.workers || load.concurrency + borrowedWorkers);
  }
  return sumMs;
}

function overlapMs(span: Span, fromMs: number, toMs: number): number {
  return Math.max(0, Math.min(span.toMs ?? Infinity, toMs) - Math.max(span.fromMs, fromMs));
}
