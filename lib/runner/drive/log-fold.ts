import { setTimeout as delay } from "node:timers/promises";
import type { NewRunEvent, RunEvent } from "../../core/run/events.ts";
import { reduce } from "../../core/reduce/reduce.ts";
import type { RunState } from "../../core/run/state.ts";
import { isTransientLoss } from "./loss.ts";

export type LogFoldOptions = {
  readonly state: RunState;
  /** stored facts after `afterSeq`, ascending, at most `limit` */
  readonly read: (afterSeq: number, limit: number) => Promise<RunEvent[]>;
  /** called when `durable` has advanced */
  readonly onAdvance: () => void;
  readonly onFailed: (error: unknown) => void;
};

/** The facts of one append, until `durable` includes them. */
export type OwnFacts = {
  readonly events: readonly NewRunEvent[];
  /** the state after them, unless another writer's facts come before them */
  folded: RunState;
  /** null: not stored yet */
  firstSeq: number | null;
};

const READ_AGAIN_AFTER_MS = 500;

/**
 * The fold of a run's log, as kept by its runner. Own facts are folded at once, under the numbers that they will get if no
 * one else writes. When the log assigns them later numbers, another writer's facts come first: those are read, and the own
 * facts after them are folded again on top. Without other writers nothing is read, and nothing is folded twice.
 */
export class LogFold {
  readonly #options: LogFoldOptions;
  #durable: RunState;
  #live: RunState;
  /** in the order of the log */
  readonly #own: OwnFacts[] = [];
  #reading: Promise<void> | null = null;

  constructor(options: LogFoldOptions) {
    this.#options = options;
    this.#durable = options.state;
    this.#live = options.state;
  }

  /** Includes own facts that are not stored yet. */
  get live(): RunState {
    return this.#live;
  }

  /** Exactly the fold of the log up to `durable.lastSeq`. */
  get durable(): RunState {
    return this.#durable;
  }

  /** Whether `durable` lacks stored own facts, because earlier facts of other writers have not been read yet. */
  get isBehind(): boolean {
    return this.#own[0] !== undefined && this.#own[0].firstSeq !== null;
  }

  add(events: readonly NewRunEvent[]): OwnFacts {
    const own: OwnFacts = { events, folded: this.#live, firstSeq: null };
    this.#foldOnTop(own);
    this.#own.push(own);
    return own;
  }

  /** Call when the facts are stored, in the order of the appends. */
  confirm(own: OwnFacts, firstSeq: number): void {
    own.firstSeq = firstSeq;
    if (this.#reading === null) this.#advance();
  }

  /** Resolves when `durable` includes everything stored, or when the facts of others cannot be read at the moment. */
  async settled(): Promise<void> {
    while (this.#reading !== null) await this.#reading;
  }

  #advance(): void {
    const before = this.#durable;
    for (let own = this.#own[0]; own !== undefined && own.firstSeq !== null; own = this.#own[0]) {
      const foreign = own.firstSeq - 1 - this.#durable.lastSeq;
      if (foreign > 0) {
        this.#reading = this.#readForeign(foreign);
        break;
      }
      this.#durable = own.folded;
      this.#own.shift();
    }
    if (this.#durable !== before) this.#options.onAdvance();
  }

  async #readForeign(count: number): Promise<void> {
    const isRead = await this.#tryReadForeign(count);
    this.#reading = null;
    if (isRead) this.#advance();
  }

  async #tryReadForeign(count: number): Promise<boolean> {
    try {
      const events = await this.#options.read(this.#durable.lastSeq, count);
      if (events.length !== count || events.at(-1)?.seq !== this.#durable.lastSeq + count)
        throw new Error(`The log of ${this.#durable.runId} has a gap after fact ${this.#durable.lastSeq}`);
      this.#rebase(events);
      return true;
    } catch (error) {
      if (!isTransientLoss(error)) this.#options.onFailed(error);
      // an unavailable database, even for reads only, must not fail the run: the next confirmed append reads again
      await delay(READ_AGAIN_AFTER_MS);
      return false;
    }
  }

  #rebase(foreign: readonly RunEvent[]): void {
    this.#durable = foreign.reduce(reduce, this.#durable);
    this.#live = this.#durable;
    for (const own of this.#own) this.#foldOnTop(own);
  }

  #foldOnTop(own: OwnFacts): void {
    for (const event of own.events) this.#live = reduce(this.#live, { ...event, seq: this.#live.lastSeq + 1 });
    own.folded = this.#live;
  }
}
