import { gateItem, holdsAtGates, planGates, type Gate } from "../gates/gates.ts";
import type { RunState } from "../run/state.ts";

const MAX_GATES = 100;

/** A scenario that goes on: what it has done, and what an item takes one worker that has a processor to itself. */
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
  /** active time from now to then: waiting at gates left out */
  readonly activeMs: number;
};

type Moving = { readonly lane: Lane; done: number; activeMs: number; finishAtMs: number | null };

/**
 * Plays the run on: each scenario at its pace, all workers sharing `processors` evenly while they are more than those,
 * and waiting at the gates that are shut as the sync mode has it. Moves from one arrival to the next.
 */
export function simulateRun(
  state: Pick<RunState, "spec" | "releasedGates" | "barrier">,
  lanes: readonly Lane[],
  nowMs: number,
  processors: number,
): readonly Ahead[] {
  const { spec, releasedGates, barrier } = state;
  const gates = holdsAtGates(spec) ? thin(planGates(spec).slice(releasedGates)) : [];
  const limitMs = spec.sync === "milestone" ? spec.waitLimitMs : Infinity;
  const moving = lanes.map((lane): Moving => ({ lane, done: lane.itemsDone, activeMs: 0, finishAtMs: null }));
  let atMs = nowMs;
  for (const gate of [...gates, null]) {
    const first =
      gate !== null && gate.index === barrier?.gate ? (barrier.limitFromMs ?? barrier.firstArrivalMs) : null;
    atMs = moveTo(gate, { moving, atMs, processors, firstMs: first, limitMs });
  }
  return moving.map(({ lane, activeMs, finishAtMs }) => ({ id: lane.id, activeMs, finishAtMs: finishAtMs ?? atMs }));
}

/** Lock-step may have a gate a batch: of so many only some are played, at each of which all wait for the slowest. */
function thin(gates: readonly Gate[]): readonly Gate[] {
  const every = Math.ceil(gates.length / MAX_GATES);
  return gates.filter((_, i) => i % every === 0);
}

type Stretch = {
  readonly moving: readonly Moving[];
  readonly atMs: number;
  readonly processors: number;
  readonly firstMs: number | null;
  readonly limitMs: number;
};

/** Moves all to the gate, or to their ends, and returns when it opens: when the last has come, or the wait limit has passed. */
function moveTo(gate: Gate | null, stretch: Stretch): number {
  const { moving, processors, limitMs } = stretch;
  let { atMs, firstMs } = stretch;
  const goalOf = ({ lane }: Moving): number => (gate === null ? lane.items : gateItem(gate, lane.items));
  for (;;) {
    const busy = moving.filter((each) => each.finishAtMs === null && each.done < goalOf(each));
    if (busy.length === 0) return atMs;
    if (gate !== null && busy.length < moving.filter(({ finishAtMs }) => finishAtMs === null).length) firstMs ??= atMs;
    const workers = busy.reduce((sum, { lane }) => sum + lane.workers, 0);
    const share = Math.min(1, processors / workers);
    const itemMs = (each: Moving): number => each.lane.itemMs / (each.lane.workers * share);
    const nextMs = Math.min(...busy.map((each) => (goalOf(each) - each.done) * itemMs(each)));
    const leftMs = firstMs === null ? Infinity : Math.max(0, firstMs + limitMs - atMs);
    const stepMs = Math.min(nextMs, leftMs);
    atMs += stepMs;
    for (const each of busy) {
      const goal = goalOf(each);
      const hasCome = (goal - each.done) * itemMs(each) <= stepMs;
      each.done = hasCome ? goal : each.done + stepMs / itemMs(each);
      each.activeMs += stepMs;
      if (each.done >= each.lane.items) each.finishAtMs = atMs;
    }
    if (leftMs <= nextMs && gate !== null) return atMs;
  }
}
