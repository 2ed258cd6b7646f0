import type { Actor } from "../../core/run/actor.ts";
import type { UnstampedFact } from "../../core/decide/decision.ts";
import type { NewRunEvent, RunEvent } from "../../core/run/events.ts";
import type { Append, ResultSegment, RunWriter } from "../../core/ports/event-log.ts";
import { reduce } from "../../core/reduce/reduce.ts";
import type { RunState } from "../../core/run/state.ts";
import type { RunClock } from "./run-clock.ts";

export type RecorderOptions = {
  readonly writer: RunWriter;
  readonly clock: RunClock;
  readonly runner: Actor;
  readonly state: RunState;
  /** results that no append has carried yet */
  readonly takeSegments: () => ResultSegment[];
  readonly onWriteFailed: (error: unknown) => void;
};

/** `actor` null: the runner. */
export type Act = { readonly fact: UnstampedFact; readonly actor: Actor | null };
type Checkpoints = Pick<Append, "checkpoints" | "milestones">;

/** At most so many facts, and a few, are read at a takeover: a run may go on for hours without a release. */
const FACTS_PER_SNAPSHOT = 2_000;

/** Stamps facts, folds them into the runner's own state at once, and appends them with the results they count. */
export class Recorder {
  #state: RunState;
  #othersWrote = false;
  /** last fact that a full-state checkpoint of this claim holds */
  #snapshotSeq = 0;
  readonly #options: RecorderOptions;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#state = options.state;
  }

  get state(): RunState {
    return this.#state;
  }

  /** The runner's own facts. */
  record(facts: readonly UnstampedFact[], extra: Checkpoints = {}): void {
    this.recordActs(
      facts.map((fact) => ({ fact, actor: null })),
      extra,
    );
  }

  /** Facts with whose acts they are; those of one call are stored together or not at all. */
  recordActs(facts: readonly Act[], extra: Checkpoints = {}): void {
    const { clock, runner, takeSegments } = this.#options;
    const stamp = { atMs: clock.nowMs(), at: clock.wallTime() };
    const events = facts.map(({ fact, actor }): NewRunEvent => ({ ...fact, ...stamp, actor: actor ?? runner }));
    for (const event of events) this.#fold(event);
    const handledCommandIds = events.flatMap((event) => ("commandId" in event ? [event.commandId] : []));
    this.#append({ ...extra, events, handledCommandIds, segments: takeSegments(), status: this.#state.status });
  }

  /** Folds under the number that the log will give it while nobody else writes; `#confirm` sees when somebody did. */
  #fold(event: NewRunEvent): void {
    const numbered: RunEvent = { ...event, seq: this.#state.lastSeq + 1 };
    this.#state = reduce(this.#state, numbered);
  }

  #append(append: Append): void {
    const folded = this.#state;
    this.#options.writer.append(append).then(
      ({ lastSeq }) => this.#confirm(folded, lastSeq),
      (error: unknown) => this.#options.onWriteFailed(error),
    );
  }

  /** What was folded is durable, under numbers up to `lastSeq`. */
  #confirm(folded: RunState, lastSeq: number): void {
    if (lastSeq !== folded.lastSeq) {
      this.#othersWrote = true;
      this.#state = { ...this.#state, lastSeq: this.#state.lastSeq + (lastSeq - folded.lastSeq) };
    } else if (lastSeq - this.#snapshotSeq >= FACTS_PER_SNAPSHOT) {
      this.#store(folded);
    }
  }

  /** Stores the fold as a full-state checkpoint, once all before is durable. */
  async snapshot(): Promise<void> {
    await this.durable();
    this.#store(this.#state);
  }

  /** Skipped when stage facts were written beside it, since this fold lacks them. */
  #store(snapshot: RunState): void {
    if (this.#othersWrote) return;
    this.#snapshotSeq = snapshot.lastSeq;
    this.#append({ events: [], snapshot });
  }

  /** Resolves when everything recorded so far is durable. */
  async durable(): Promise<void> {
    await this.#options.writer.idle();
  }
}
