import type { RunState } from "../run/state.ts";
import { MIN_SHARE, sliceMachine, type MachineSlice } from "./machine-slices.ts";

/** How the workers share the processors of the machine. */
export type ProcessorShare = {
  /** share of a processor that each of so many busy workers gets, above 0 and at most 1 */
  readonly of: (workers: number) => number;
  /** true: `of` accounts for all queueing, so that paces must be counted without it */
  readonly excludesQueueing: boolean;
  /** number of further workers that would take as much as all other programs do; null when unknown */
  readonly others: number | null;
};

/** Nothing is known to be short. */
export const UNSHARED: ProcessorShare = { of: () => 1, excludesQueueing: false, others: null };

/** The workers share this many processors, and nothing else takes any. */
export function shareEvenly(processors: number): ProcessorShare {
  if (processors === Infinity) return UNSHARED;
  return {
    of: (workers) => (workers > processors ? processors / workers : 1),
    excludesQueueing: true,
    others: null,
  };
}

/** Recent enough to notice a load that has begun, long enough to average over its bursts. */
const WINDOW_SHARE = 0.3;
const MIN_WINDOW_MS = 10_000;

/** The share as it was known at a moment: measured over the last 10 s, or 30 % of the run if that is longer. */
export function computeRecentShare(state: RunState, asOfMs: number): ProcessorShare | null {
  return computeShare(state, asOfMs - Math.max(MIN_WINDOW_MS, asOfMs * WINDOW_SHARE), asOfMs);
}

/** The share as it was between two moments; null where the machine was not measured. */
export function computeShare(state: RunState, fromMs: number, toMs: number): ProcessorShare | null {
  const slices = sliceMachine(state, fromMs, toMs);
  return slices.length === 0 || state.machine === undefined ? null : toShare(slices, state.machine.processors);
}

/**
 * B8. With C processors, I of them idle, and D busy workers of which each gets the share s: the workers take u·s·D processors
 * and other programs C − I − u·s·D, as much as f = (C − I − u·s·D) / s further workers would. So each of D' workers gets
 * min(1, C / (u·D' + f)), averaged over the slices. Programs of a higher priority count as several, which makes no difference
 * as long as they are short of processors too. u ≤ 1: the part of their work in which workers compute instead of waiting for
 * something else. The result is scaled so that it yields the measured share for the measured numbers of workers, which queue
 * for other reasons too.
 */
function toShare(slices: readonly MachineSlice[], processors: number): ProcessorShare {
  const granted = sum(slices, ({ workers, share }) => workers * share);
  const taken = sum(slices, ({ idle }) => processors - idle);
  const computing = granted > 0 ? Math.min(1, taken / granted) : 1;
  const competitors = slices.map(
    ({ workers, share, idle }) => Math.max(0, processors - idle - workers * share * computing) / share,
  );
  const modelled = (count: number, others: number): number =>
    Math.min(1, processors / Math.max(MIN_SHARE, count * computing + others));
  const expected = sum(slices, ({ workers }, i) => workers * modelled(workers, competitors[i] ?? 0));
  const correction = expected > 0 ? granted / expected : 1;
  return {
    of: (count) => {
      const mean = sum(competitors, (others) => modelled(count, others)) / competitors.length;
      return Math.min(1, Math.max(MIN_SHARE, mean * correction));
    },
    excludesQueueing: true,
    others: sum(competitors, (others) => others) / competitors.length,
  };
}

function sum<Value>(values: readonly Value[], of: (value: Value, index: number) => number): number {
  return values.reduce((total, value, index) => total + of(value, index), 0);
}
