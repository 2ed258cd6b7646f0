import type { TimedBatch, ItemResult, ResultSegment } from "../../core/ports/event-log.ts";
import { ItemSet, type DoneItems } from "../../core/kit/item-set.ts";
import { subtractRanges, type Range } from "../../core/kit/ranges.ts";
import type { Measure } from "./measure.ts";
import { TimedBatches } from "./timed-batches.ts";

/**
 * The finished results of a scenario, including those not yet appended. This is where a reported result becomes a stored
 * one: a worker reports an item, the batch in flight checks that it counts, and the tally adds it to the totals and keeps
 * it. With the next facts of the run (at most 100 ms later, with `scenario.progressed`) the recorder takes the kept
 * results and appends them in the same statement as those facts.
 */
export type ScenarioTally = {
  readonly done: DoneItems;
  /** successful items, which a new attempt does not repeat */
  rightRanges(): readonly Range[];
  /** `batch`: the one in flight that it was reported by */
  add(result: ItemResult, batch?: TimedBatch): void;
  addBusyMs(durationMs: number, cpuWaitMs: number): void;
  /** A batch that has ended. */
  addBatch(batch: TimedBatch): void;
  /** Results since the last call, to be stored in the same statement as the facts that count them. */
  takeSegments(): ResultSegment[];
  /** True once after new results: progress should be recorded. */
  takeProgressed(): boolean;
};

export function createScenarioTally(options: {
  scenarioId: string;
  attempt: number;
  /** number of items of the scenario */
  items: number;
  measure: Measure;
  /** results of earlier claims and attempts that count */
  stored?: readonly ItemResult[];
}): ScenarioTally {
  const { scenarioId, attempt, measure } = options;
  const done = new ItemSet(options.items);
  const failedItems: number[] = [];
  for (const result of options.stored ?? []) count(result);
  let pending: ItemResult[] = [];
  const timed = new TimedBatches();
  let pendingBusyMs = 0;
  let hasProgressed = false;

  function count(result: ItemResult): void {
    done.add(result.index);
    if (!result.ok) failedItems.push(result.index);
    measure.add(result);
  }

  return {
    done,
    rightRanges() {
      const failed = failedItems.map((index): Range => [index, index + 1]);
      return subtractRanges(done.ranges(), failed);
    },
    takeProgressed() {
      const progressed = hasProgressed;
      hasProgressed = false;
      return progressed;
    },
    add(result, batch) {
      count(result);
      if (batch !== undefined) timed.noteResult(batch);
      pending.push(result);
      hasProgressed = true;
    },
    addBusyMs(durationMs, cpuWaitMs) {
      pendingBusyMs += durationMs;
      measure.addBusyMs(durationMs, cpuWaitMs);
    },
    addBatch: (batch) => timed.noteEnd(batch),
    takeSegments() {
      const batches = timed.take();
      if (pending.length + batches.length === 0) return [];
      const segment = {
        scenarioId,
        attempt,
        ...spanItems(pending, batches),
        durationMs: pendingBusyMs,
        results: pending,
        batches,
      };
      pending = [];
      pendingBusyMs = 0;
      return [segment];
    },
  };
}

function spanItems(results: readonly ItemResult[], batches: readonly TimedBatch[]) {
  let [fromItem, toItem] = [Infinity, 0];
  for (const { index } of results) [fromItem, toItem] = [Math.min(fromItem, index), Math.max(toItem, index + 1)];
  for (const batch of batches)
    [fromItem, toItem] = [Math.min(fromItem, batch.fromItem), Math.max(toItem, batch.toItem)];
  return { fromItem, toItem };
}

/** Restores the tally and figures of an attempt from its stored segments; of earlier attempts only successful items count. */
export function restoreTally(
  options: { scenarioId: string; attempt: number; items: number; measure: Measure },
  segments: readonly ResultSegment[],
): ScenarioTally {
  const { attempt, measure } = options;
  const stored: ItemResult[] = [];
  for (const segment of segments.filter((each) => each.attempt <= attempt)) {
    for (const result of segment.results) {
      if (segment.attempt < attempt && !result.ok) measure.addSpent(result);
      else stored.push(result);
    }
  }
  return createScenarioTally({ ...options, stored });
}
