import type { ItemResult, ResultSegment } from "../../core/ports/event-log.ts";
import { addRange, subtractRanges, type Range } from "../../core/kit/ranges.ts";
import type { Measure } from "./measure.ts";

/**
 * What a scenario has finished, and which of it no append has carried yet. Here a result turns from something reported
 * into something stored: its worker reports an item, the batch in flight that asked for it checks that it counts, the
 * tally adds it to the totals and keeps it; with the next facts of the run, at the latest a tenth of a second later
 * with `scenario.progressed`, the recorder takes what is kept and appends it in the same statement as those facts.
 */
export type ScenarioTally = {
  readonly doneRanges: readonly Range[];
  /** what of it went right: all that a new attempt does not do again */
  rightRanges(): readonly Range[];
  add(result: ItemResult): void;
  addBusyMs(durationMs: number, cpuWaitMs: number): void;
  /** Results since the last call, to be stored in the same statement as the facts that count them. */
  takeSegments(): ResultSegment[];
  /** True once after new results: there is progress to record. */
  takeProgressed(): boolean;
};

export function createScenarioTally(options: {
  scenarioId: string;
  attempt: number;
  doneRanges: readonly Range[];
  /** of them, those that failed */
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

/** The tally and figures of a scenario's attempt as its stored segments give them: of attempts before, only what went right. */
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
