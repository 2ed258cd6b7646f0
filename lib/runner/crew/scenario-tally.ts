import type { ItemResult, ResultSegment } from "../../core/ports/event-log.ts";
import { addRange, subtractRanges, type Range } from "../../core/kit/ranges.ts";
import type { Measure } from "./measure.ts";

/**
 * The finished results of a scenario, including those not yet appended. This is where a reported result becomes a stored
 * one: a worker reports an item, the batch in flight checks that it counts, and the tally adds it to the totals and keeps
 * it. With the next facts of the run (at most 100 ms later, with `scenario.progressed`) the recorder takes the kept
 * results and appends them in the same statement as those facts.
 */
export type ScenarioTally = {
  readonly doneRanges: readonly Range[];
  /** successful items, which a new attempt does not repeat */
  rightRanges(): readonly Range[];
  add(result: ItemResult): void;
  addBusyMs(durationMs: number, cpuWaitMs: number): void;
  /** Results since the last call, to be stored in the same statement as the facts that count them. */
  takeSegments(): ResultSegment[];
  /** True once after new results: progress should be recorded. */
  takeProgressed(): boolean;
};

export function createScenarioTally(options: {
  scenarioId: string;
  attempt: number;
  doneRanges: readonly Range[];
  /** failed items among them */
  failedItems: readonly number[];
  measure: Measure;
}): ScenarioTally {
  const { scenarioId, attempt, measure } = options;
  let doneRanges = options.doneRanges;
  const failedItems = [...options.failedItems];
  let pending: ItemResult[] = [];
  let pendingBusyMs = 0;
  let hasProgressed = false;

  return {
    get doneRanges() {
      return doneRanges;
    },
    rightRanges() {
      const failed = failedItems.map((index): Range => [index, index + 1]);
      return subtractRanges(doneRanges, failed);
    },
    takeProgressed() {
      const progressed = hasProgressed;
      hasProgressed = false;
      return progressed;
    },
    add(result) {
      doneRanges = addRange(doneRanges, [result.index, result.index + 1]);
      if (!result.ok) failedItems.push(result.index);
      pending.push(result);
      hasProgressed = true;
      measure.add(result);
    },
    addBusyMs(durationMs, cpuWaitMs) {
      pendingBusyMs += durationMs;
      measure.addBusyMs(durationMs, cpuWaitMs);
    },
    takeSegments() {
      if (pending.length === 0) return [];
      const results = pending;
      const indexes = results.map((result) => result.index);
      const segment = {
        scenarioId,
        attempt,
        fromItem: Math.min(...indexes),
        toItem: Math.max(...indexes) + 1,
        durationMs: pendingBusyMs,
        results,
      };
      pending = [];
      pendingBusyMs = 0;
      return [segment];
    },
  };
}

/** Restores the tally and figures of an attempt from its stored segments; of earlier attempts only successful items count. */
export function restoreTally(
  options: { scenarioId: string; attempt: number; measure: Measure },
  segments: readonly ResultSegment[],
): ScenarioTally {
  const { attempt, measure } = options;
  let doneRanges: readonly Range[] = [];
  const failedItems: number[] = [];
  for (const segment of segments.filter((each) => each.attempt <= attempt)) {
    for (const result of segment.results) {
      if (segment.attempt < attempt && !result.ok) {
        measure.addSpent(result);
        continue;
      }
      doneRanges = addRange(doneRanges, [result.index, result.index + 1]);
      if (!result.ok) failedItems.push(result.index);
      measure.add(result);
    }
  }
  return createScenarioTally({ ...options, doneRanges, failedItems });
}
