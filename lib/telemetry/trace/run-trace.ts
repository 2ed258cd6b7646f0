import type { BatchKey, TimedBatch, TimedSegment } from "../../core/ports/event-log.ts";
import { reduce } from "../../core/reduce/reduce.ts";
import type { RunEvent, RunEventOf } from "../../core/run/events.ts";
import { startState } from "../../core/run/start-state.ts";
import type { RunState } from "../../core/run/state.ts";
import {
  buildAttemptSpan,
  buildBatchSpan,
  buildCallSpan,
  buildScenarioSpan,
  type TraceContext,
} from "./build-spans.ts";
import { buildEvents } from "./build-events.ts";
import { buildScores } from "./build-scores.ts";
import type { TraceRecord } from "./records.ts";
import { WallClock } from "./wall-clock.ts";

/** Of one scenario, in milliseconds since 1970; null: not yet. */
type Begun = {
  firstMs: number | null;
  attemptMs: number | null;
  isSent: boolean;
  /** batches whose end is not known, by their key */
  readonly open: Map<string, { readonly batch: TimedBatch; readonly attempt: number }>;
};

/**
 * A run as records of a trace. Give it the facts from the first on, and the segments, in the order of `seq`, segments after
 * facts of the same number. The same input gives the same records: after a restart it is given everything again, and
 * those that were sent already are dropped.
 */
export class RunTrace {
  readonly #options: { readonly content: boolean };
  readonly #clock = new WallClock();
  readonly #begun = new Map<string, Begun>();
  #state: RunState | null = null;

  constructor(options: { readonly content: boolean }) {
    this.#options = options;
  }

  takeFact(event: RunEvent): TraceRecord[] {
    this.#clock.take(event);
    if (event.type === "run.queued") {
      this.#state = startState(event);
      return [];
    }
    if (this.#state === null) throw new Error(`Event ${event.seq} comes before run.queued`);
    this.#state = reduce(this.#state, event);
    return [...this.#lostBatches(event), ...buildEvents(this.context, event), ...this.#spansOf(event)];
  }

  takeSegment({ scenarioId, attempt, batches, calls }: TimedSegment): TraceRecord[] {
    const context = this.context;
    const { open } = this.#of(scenarioId);
    const records: TraceRecord[] = [];
    for (const result of calls) {
      if (result.call === undefined) continue;
      const { batch, finishedMs } = result.call;
      records.push(buildCallSpan(context, { scenarioId, attempt, result, batch, finishedMs }));
    }
    for (const batch of batches) {
      const { ending } = batch;
      if (ending === "open") open.set(keyOf(batch), { batch, attempt });
      else {
        open.delete(keyOf(batch));
        records.push(buildBatchSpan(context, scenarioId, attempt, { ...batch, ending }));
      }
    }
    return records;
  }

  /** After the last fact of the run and the segments that were stored with it: batches whose end nobody noted are not left out. */
  takeEnd(): TraceRecord[] {
    return this.#closeBatches("unfinished");
  }

  /** Throws before run.queued. */
  get context(): TraceContext {
    if (this.#state === null) throw new Error("Segments come before run.queued");
    return { state: this.#state, clock: this.#clock, content: this.#options.content };
  }

  #of(scenarioId: string): Begun {
    const known = this.#begun.get(scenarioId);
    if (known !== undefined) return known;
    const fresh: Begun = { firstMs: null, attemptMs: null, isSent: false, open: new Map() };
    this.#begun.set(scenarioId, fresh);
    return fresh;
  }

  /** A runner that was lost took its batches along: those of which results are known end with the last of them. */
  #lostBatches(event: RunEvent): TraceRecord[] {
    return event.type === "run.recovered" ? this.#closeBatches("lost") : [];
  }

  #closeBatches(ending: "lost" | "unfinished"): TraceRecord[] {
    const records: TraceRecord[] = [];
    for (const [scenarioId, { open }] of this.#begun) {
      for (const { batch, attempt } of open.values())
        records.push(buildBatchSpan(this.context, scenarioId, attempt, { ...batch, ending }));
      open.clear();
    }
    return records;
  }

  #spansOf(event: RunEvent): TraceRecord[] {
    switch (event.type) {
      case "scenario.started": {
        const begun = this.#of(event.scenarioId);
        begun.attemptMs = this.#clock.wallOf(event.atMs);
        begun.firstMs ??= begun.attemptMs;
        return [];
      }
      case "scenario.completed":
      case "scenario.failed":
      case "scenario.cancelled":
        return this.#endAttempt(event);
      case "run.finished":
        return [...this.#endScenarios(event), ...buildScores(this.context, event)];
      default:
        return [];
    }
  }

  #endAttempt(event: RunEventOf<"scenario.completed" | "scenario.failed" | "scenario.cancelled">): TraceRecord[] {
    const begun = this.#of(event.scenarioId);
    // of a scenario that was cancelled before it started there is nothing
    if (begun.attemptMs === null) return [];
    const span = buildAttemptSpan(this.context, event, begun.attemptMs);
    begun.attemptMs = null;
    return [span];
  }

  /** Once: a scenario that is retried after the end of its run adds an attempt to its trace, and a span cannot be taken back. */
  #endScenarios(event: RunEventOf<"run.finished">): TraceRecord[] {
    const records: TraceRecord[] = [];
    for (const [scenarioId, begun] of this.#begun) {
      if (begun.firstMs === null || begun.isSent) continue;
      begun.isSent = true;
      records.push(buildScenarioSpan(this.context, event, scenarioId, begun.firstMs));
    }
    return records;
  }
}

function keyOf({ fromItem, toItem, startMs }: BatchKey): string {
  return `${fromItem}-${toItem}-${startMs}`;
}
