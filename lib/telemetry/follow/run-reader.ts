import type { EventLog, TimedSegment } from "../../core/ports/event-log.ts";
import type { RunEvent } from "../../core/run/events.ts";
import type { TraceRecord } from "../trace/records.ts";
import { RunMetrics } from "../metrics/run-metrics.ts";
import { RunTrace } from "../trace/run-trace.ts";

/** Facts of the first reading and the most of a later one. Many results may be stored with a fact, so what was held decides. */
const FIRST_FACTS = 5;
const MOST_FACTS = 500;
/** Facts, batches and calls that one reading is to hold in memory, about. */
const HELD = 2_000;

export type Reading = {
  readonly records: readonly TraceRecord[];
  /** the last fact that is in them; storing it as the run's place leaves nothing out */
  readonly seq: number;
  readonly isFinished: boolean;
};

/** Thrown for a run whose facts cannot be folded: another reading would fail as well. */
export class UnreadableRunError extends Error {
  readonly code = "unreadable-run";
}

/** Reads one run as records, from its first fact on; `afterSeq`: those up to there have been sent before. */
export class RunReader {
  readonly #log: Pick<EventLog, "read" | "readTimedSegments">;
  readonly #runId: string;
  readonly #sentSeq: number;
  readonly #trace: RunTrace;
  readonly #metrics = new RunMetrics();
  #seq = 0;
  #segmentId = 0;
  #limit = FIRST_FACTS;

  constructor(options: {
    readonly log: Pick<EventLog, "read" | "readTimedSegments">;
    readonly runId: string;
    readonly afterSeq: number;
    readonly content: boolean;
  }) {
    this.#log = options.log;
    this.#runId = options.runId;
    this.#sentSeq = options.afterSeq;
    this.#trace = new RunTrace({ content: options.content });
  }

  /** The next facts and what was stored with them; null when there are none yet. Throws UnreadableRunError. */
  async read(): Promise<Reading | null> {
    const facts = await this.#log.read(this.#runId, this.#seq, this.#limit);
    const last = facts.at(-1);
    if (last === undefined) return null;
    const segments = await this.#log.readTimedSegments(this.#runId, this.#segmentId, last.seq);
    const records = this.#fold(facts, segments);
    // those of the moment: a figure counts from the run's start on, so the ones in between add nothing
    if (last.seq > this.#sentSeq) records.push(this.#metrics.read(this.#trace.context));
    const held = segments.reduce((sum, { batches, calls }) => sum + batches.length + calls.length, facts.length);
    this.#limit = Math.ceil(held > HELD ? this.#limit / 2 : Math.min(this.#limit * 2, MOST_FACTS));
    this.#segmentId = segments.at(-1)?.id ?? this.#segmentId;
    this.#seq = last.seq;
    return { records, seq: last.seq, isFinished: last.type === "run.finished" };
  }

  #fold(facts: readonly RunEvent[], segments: readonly TimedSegment[]): TraceRecord[] {
    const records: TraceRecord[] = [];
    const keep = (seq: number, found: readonly TraceRecord[]) => {
      this.#metrics.takeSpans(found);
      if (seq > this.#sentSeq) records.push(...found);
    };
    let next = 0;
    try {
      for (const fact of facts) {
        keep(fact.seq, this.#trace.takeFact(fact));
        this.#metrics.takeFact(fact, this.#trace.context);
        for (let at = segments[next]; at !== undefined && at.seq <= fact.seq; at = segments[++next])
          keep(at.seq, this.#trace.takeSegment(at));
        if (fact.type === "run.finished") keep(fact.seq, this.#trace.takeEnd());
      }
    } catch (error) {
      throw new UnreadableRunError(`Run ${this.#runId} cannot be read, so the rest of it is not sent`, {
        cause: error,
      });
    }
    return records;
  }
}
