import type { Actor } from "../../core/run/actor.ts";
import type { UnstampedFact } from "../../core/decide/decision.ts";
import type { NewRunEvent } from "../../core/run/events.ts";
import { storesProgress } from "../../core/reduce/progress.ts";
import type { Append, EventLog, ResultSegment, RunWriter } from "../../core/ports/event-log.ts";
import type { RunState } from "../../core/run/state.ts";
import { LogFold, type OwnFacts } from "./log-fold.ts";
import type { RunClock } from "./run-clock.ts";

export type RecorderOptions = {
  readonly writer: RunWriter;
  /** source of the facts of other writers */
  readonly log: Pick<EventLog, "read">;
  readonly clock: RunClock;
  readonly runner: Actor;
  readonly state: RunState;
  /** removes and returns the results that are not appended yet */
  readonly takeSegments: () => ResultSegment[];
  readonly onLogFailed: (error: unknown) => void;
};

/** `actor` null: the runner. */
export type Act = { readonly fact: UnstampedFact; readonly actor: Actor | null };
type Checkpoints = Pick<Append, "checkpoints" | "milestones">;

/** Bounds the facts that a takeover reads, since a run may last for hours without a release. */
const FACTS_PER_SNAPSHOT = 2_000;

/** Stamps facts, folds them into the runner's state at once, and appends them with the results that they count. */
export class Recorder {
  readonly #options: RecorderOptions;
  readonly #fold: LogFold;
  /** the last fact in a full-state checkpoint of this claim */
  #snapshotSeq = 0;
  #snapshotAsked = false;
  #hasAdvanced = false;

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

  /** Whether progress of the run has been stored. */
  get hasAdvanced(): boolean {
    return this.#hasAdvanced;
  }

  /** Records facts of the runner. */
  record(facts: readonly UnstampedFact[], extra: Checkpoints = {}): void {
    this.recordActs(
      facts.map((fact) => ({ fact, actor: null })),
      extra,
    );
  }

  /** Records facts with their actors; the facts of one call are stored atomically. */
  recordActs(facts: readonly Act[], extra: Checkpoints = {}): void {
    const { clock, runner, takeSegments } = this.#options;
    const stamp = { atMs: clock.nowMs(), at: clock.wallTime() };
    const events = facts.map(({ fact, actor }): NewRunEvent => ({ ...fact, ...stamp, actor: actor ?? runner }));
    const handledCommandIds = events.flatMap((event) => ("commandId" in event ? [event.commandId] : []));
    const own = this.#fold.add(events);
    this.#append(own, { ...extra, events, handledCommandIds, segments: takeSegments(), status: own.folded.status });
  }

  /** Takes a command that the log has answered already out of the inbox, which forgets handled ones after a while. */
  markHandled(commandId: string): void {
    this.#append(this.#fold.add([]), { events: [], handledCommandIds: [commandId] });
  }

  #append(own: OwnFacts, append: Append): void {
    this.#options.writer.append(append).then(
      ({ firstSeq }) => {
        this.#hasAdvanced ||= storesProgress(append);
        this.#fold.confirm(own, firstSeq);
      },
      (error: unknown) => this.#options.onLogFailed(error),
    );
  }

  /** Stores a full-state checkpoint of everything recorded so far, once that is durable. */
  async snapshot(): Promise<void> {
    await this.durable();
    this.#snapshotAsked = true;
    this.#storeSnapshotIfDue();
  }

  /** A requested checkpoint waits for earlier facts of other writers. */
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

  /** Like `durable`, and also reads earlier facts of other writers if possible, so that a requested checkpoint is stored too. */
  async settled(): Promise<void> {
    await this.durable();
    await this.#fold.settled();
    await this.durable();
  }
}
