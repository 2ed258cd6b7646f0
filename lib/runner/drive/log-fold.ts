import { setTimeout as delay } from "node:timers/promises";
import type { NewRunEvent, RunEvent } from "../../core/run/events.ts";
import { reduce } from "../../core/reduce/reduce.ts";
import type { RunState } from "../../core/run/state.ts";
import { isPassingLoss } from "./loss.ts";

export type LogFoldOptions = {
  readonly state: RunState;
  /** stored facts after `afterSeq`, ascending, at most `limit` */
  readonly read: (afterSeq: number, limit: number) => Promise<RunEvent[]>;
  /** `durable` has moved on */
  readonly onAdvance: () => void;
  readonly onFailed: (error: unknown) => void;
};

/** Facts of one append, until the fold of the log has reached them. */
export type OwnFacts = {
  readonly events: readonly NewRunEvent[];
  /** the state after them, if nobody else's facts lie before them */
  folded: RunState;
  /** null: not stored yet */
  firstSeq: number | null;
};

const READ_AGAIN_AFTER_MS = 500;

/**
 * The fold of a run's log as its writer keeps it. Own facts are folded at once, under the numbers that they will have
 * while nobody else writes. When the log gives them later numbers, others' facts lie before them: those are read, and
 * own facts that follow are folded anew on top. While nobody else writes nothing is read, and nothing folded twice.
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

  /** Own facts included that are not stored yet. */
  get live(): RunState {
    return this.#live;
  }

  /** Exactly the fold of the log up to `durable.lastSeq`. */
  get durable(): RunState {
    return this.#durable;
  }

  /** Whether stored facts are missing in `durable`, as others' facts before them have not been read yet. */
  get isBehind(): boolean {
    return this.#own[0] !== undefined && this.#own[0].firstSeq !== null;
  }

  add(events: readonly NewRunEvent[]): OwnFacts {
    const own: OwnFacts = { events, folded: this.#live, firstSeq: null };
    this.#foldOnTop(own);
    this.#own.push(own);
    return own;
  }

  /** The log has stored them; to be called in the order of the appends. */
  confirm(own: OwnFacts, firstSeq: number): void {
    own.firstSeq = firstSeq;
    if (this.#reading === null) this.#advance();
  }

  /** Resolves when `durable` has caught up with what is stored, or others' facts cannot be read for now. */
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
      if (!isPassingLoss(error)) this.#options.onFailed(error);
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
