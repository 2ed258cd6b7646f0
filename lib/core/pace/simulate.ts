import { gateItem, holdsAtGates, planGates, type Gate } from "../gates/gates.ts";
import type { RunState } from "../run/state.ts";
import type { ProcessorShare } from "./processor-share.ts";

const MAX_GATES = 100;

/** A scenario to simulate. `itemMs`: time per item of one worker with a CPU of its own. */
export type Lane = {
  readonly id: string;
  readonly items: number;
  readonly itemsDone: number;
  readonly workers: number;
  readonly itemMs: number;
};

export type Ahead = {
  readonly id: string;
  /** run time */
  readonly finishAtMs: number;
  /** active time until then, without waiting at gates */
  readonly activeMs: number;
};

type LaneState = { readonly lane: Lane; done: number; activeMs: number; finishAtMs: number | null };

/**
 * Simulates the rest of a run, from one arrival at a gate to the next: each scenario works at its pace, all busy workers share
 * the processors evenly, and scenarios wait at the unreleased gates by the rules of the sync
 * mode. `nowMs` is run time. Returns the lanes in the same order.
 */
export function simulateRun(
  state: Pick<RunState, "spec" | "releasedGates" | "barrier">,
  lanes: readonly Lane[],
  nowMs: number,
  processors: ProcessorShare,
): readonly Ahead[] {
  const { spec, releasedGates, barrier } = state;
  const gates = holdsAtGates(spec) ? thinOut(planGates(spec).slice(releasedGates)) : [];
  const limitMs = spec.sync === "milestone" ? spec.waitLimitMs : Infinity;
  const states = lanes.map((lane): LaneState => ({ lane, done: lane.itemsDone, activeMs: 0, finishAtMs: null }));
  let atMs = nowMs;
  for (const gate of [...gates, null]) {
    const first =
      gate !== null && gate.index === barrier?.gate ? (barrier.limitFromMs ?? barrier.firstArrivalMs) : null;
    atMs = advanceTo(gate, { states, atMs, processors, firstMs: first, limitMs });
  }
  return states.map(({ lane, activeMs, finishAtMs }) => ({ id: lane.id, activeMs, finishAtMs: finishAtMs ?? atMs }));
}

/** Lock-step may have a gate per batch: simulates at most MAX_GATES of them, at each of which all wait for the slowest. */
function thinOut(gates: readonly Gate[]): readonly Gate[] {
  const every = Math.ceil(gates.length / MAX_GATES);
  return gates.filter((_, i) => i % every === 0);
}

type Stretch = {
  readonly states: readonly LaneState[];
  readonly atMs: number;
  readonly processors: ProcessorShare;
  readonly firstMs: number | null;
  readonly limitMs: number;
};

/** Advances all lanes to the gate, or to their ends. Returns when it opens: at the last arrival, or at the wait limit. */
function advanceTo(gate: Gate | null, stretch: Stretch): number {
  const { states, processors, limitMs } = stretch;
  let { atMs, firstMs } = stretch;
  const goalOf = ({ lane }: LaneState): number => (gate === null ? lane.items : gateItem(gate, lane.items));
  for (;;) {
    const busy = states.filter((each) => each.finishAtMs === null && each.done < goalOf(each));
    if (busy.length === 0) return atMs;
    if (gate !== null && busy.length < states.filter(({ finishAtMs }) => finishAtMs === null).length) firstMs ??= atMs;
    const workers = busy.reduce((sum, { lane }) => sum + lane.workers, 0);
    const share = processors.of(workers);
    const itemMs = (each: LaneState): number => each.lane.itemMs / (each.lane.workers * share);
    const nextMs = Math.min(...busy.map((each) => (goalOf(each) - each.done) * itemMs(each)));
    const leftMs = firstMs === null ? Infinity : Math.max(0, firstMs + limitMs - atMs);
    const stepMs = Math.min(nextMs, leftMs);
    atMs += stepMs;
    for (const each of busy) {
      const goal = goalOf(each);
      const hasArrived = (goal - each.done) * itemMs(each) <= stepMs;
      each.done = hasArrived ? goal : each.done + stepMs / itemMs(each);
      each.activeMs += stepMs;
      if (each.done >= each.lane.items) each.finishAtMs = atMs;
    }
    if (leftMs <= nextMs && gate !== null) return atMs;
  }
}
