import type { Actor } from "../../core/run/actor.ts";
import type { UnstampedFact } from "../../core/decide/decision.ts";
import type { NewRunEvent } from "../../core/run/events.ts";
import type { Append, EventLog, ResultSegment, RunWriter } from "../../core/ports/event-log.ts";
import type { RunState } from "../../core/run/state.ts";
import { LogFold, type OwnFacts } from "./log-fold.ts";
import type { RunClock } from "./run-clock.ts";

export type RecorderOptions = {
  readonly writer: RunWriter;
  /** where the facts of others are read */
  readonly log: Pick<EventLog, "read">;
  readonly clock: RunClock;
  readonly runner: Actor;
  readonly state: RunState;
  /** results that no append has carried yet */
  readonly takeSegments: () => ResultSegment[];
  readonly onLogFailed: (error: unknown) => void;
};

/** `actor` null: the runner. */
export type Act = { readonly fact: UnstampedFact; readonly actor: Actor | null };
type Checkpoints = Pick<Append, "checkpoints" | "milestones">;

/** At most so many facts, and a few, are read at a takeover: a run may go on for hours without a release. */
const FACTS_PER_SNAPSHOT = 2_000;

/** Stamps facts, folds them into the runner's own state at once, and appends them with the results they count. */
export class Recorder {
  readonly #options: RecorderOptions;
  readonly #fold: LogFold;
  /** last fact that a full-state checkpoint of this claim holds */
  #snapshotSeq = 0;
  #snapshotAsked = false;

  constructor(options: RecorderOptions) {
    const { log, state, onLogFailed } = options;
    this.#options = options;
    this.#fold = new LogFold({
      state,
      read: (afterSeq, limit) => log.read(state.runId, afterSeq, limit),
      onAdvance: () => this.#storeSnapshotIfDue(),
      onFailed: onLogFailed,
    });
  }

  get state(): RunState {
    return this.#fold.live;
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
    const handledCommandIds = events.flatMap((event) => ("commandId" in event ? [event.commandId] : []));
    const own = this.#fold.add(events);
    this.#append(own, { ...extra, events, handledCommandIds, segments: takeSegments(), status: own.folded.status });
  }

  #append(own: OwnFacts, append: Append): void {
    this.#options.writer.append(append).then(
      ({ firstSeq }) => this.#fold.confirm(own, firstSeq),
      (error: unknown) => this.#options.onLogFailed(error),
    );
  }

  /** Stores the fold of all that is recorded up to now as a full-state checkpoint, once that is durable. */
  async snapshot(): Promise<void> {
    await this.durable();
    this.#snapshotAsked = true;
    this.#storeSnapshotIfDue();
  }

  /** One that was asked for waits for the facts of others that lie before it. */
  #storeSnapshotIfDue(): void {
    const { durable, isBehind } = this.#fold;
    const isAsked = this.#snapshotAsked && !isBehind;
    if (!isAsked && durable.lastSeq - this.#snapshotSeq < FACTS_PER_SNAPSHOT) return;
    if (isAsked) this.#snapshotAsked = false;
    if (durable.lastSeq === this.#snapshotSeq) return;
    this.#snapshotSeq = durable.lastSeq;
    this.#append(this.#fold.add([]), { events: [], snapshot: durable });
  }

  /** Resolves when everything recorded so far is durable. */
  async durable(): Promise<void> {
    await this.#options.writer.idle();
  }

  /** As `durable`, and the facts of others that lie before are read, if they can be, so that a checkpoint asked for is stored too. */
  async settled(): Promise<void> {
    await this.durable();
    await this.#fold.settled();
    await this.durable();
  }
}
