import type { Actor } from "../core/actor.ts";
import type { UnstampedFact } from "../core/decision.ts";
import type { NewRunEvent, RunEvent } from "../core/events.ts";
import type { Append, ResultSegment, RunWriter } from "../core/ports/event-log.ts";
import { reduce } from "../core/reduce.ts";
import type { RunState } from "../core/state.ts";
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

/** Stamps facts, folds them into the runner's own state at once, and appends them with the results they count. */
export class Recorder {
  #state: RunState;
  #othersWrote = false;
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
    const expectedLastSeq = this.#state.lastSeq;
    this.#options.writer.append(append).then(
      ({ lastSeq }) => {
        if (lastSeq === expectedLastSeq) return;
        this.#othersWrote = true;
        this.#state = { ...this.#state, lastSeq: this.#state.lastSeq + (lastSeq - expectedLastSeq) };
      },
      (error: unknown) => this.#options.onWriteFailed(error),
    );
  }

  /** Stores the fold as a full-state checkpoint; skipped when stage facts were written beside it, since this fold lacks them. */
  async snapshot(): Promise<void> {
    await this.durable();
    if (!this.#othersWrote) this.#append({ events: [], snapshot: this.#state });
  }

  /** Resolves when everything recorded so far is durable. */
  async durable(): Promise<void> {
    await this.#options.writer.idle();
  }
}
