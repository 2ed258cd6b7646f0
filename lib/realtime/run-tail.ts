import type { RunEvent } from "../core/events.ts";
import type { Clock } from "../core/ports/clock.ts";
import type { EventLog } from "../core/ports/event-log.ts";
import { reduce } from "../core/reduce.ts";
import type { RunState } from "../core/state.ts";
import { isRunOver } from "../core/run-status.ts";
import { RunPulse } from "./run-pulse.ts";
import type { LiveStatus } from "./protocol.ts";

const READ_LIMIT = 2_000;
const RETRY_MS = 250;
const RETRY_LONGEST_MS = 2_000;

export type TailListener = {
  /** new events, already folded into `tail.state` */
  readonly onEvents: (events: readonly RunEvent[]) => void;
  /** the log cannot be read, or one of its events cannot be folded and is left out */
  readonly onFault: (error: unknown) => void;
};

/** Follows one run: folds its facts once for everybody who watches. Notices wake it; the log is the truth. */
export class RunTail {
  readonly runId: string;
  readonly pulse: RunPulse;
  readonly #log: EventLog;
  #listener: TailListener | null = null;
  #state: RunState;
  #toldSeq = 0;
  #reading = false;
  #again = false;
  #failures = 0;
  #retry: NodeJS.Timeout | null = null;
  #closed = false;

  private constructor(log: EventLog, clock: Clock, state: RunState) {
    this.runId = state.runId;
    this.#log = log;
    this.#state = state;
    this.pulse = new RunPulse(clock, state);
  }

  /** null for an unknown run. The log must be subscribed to before, so that nothing falls between reading and hearing. */
  static async open({ log, clock, runId }: { log: EventLog; clock: Clock; runId: string }): Promise<RunTail | null> {
    const state = await log.readState(runId);
    return state === null ? null : new RunTail(log, clock, state);
  }

  listen(listener: TailListener): void {
    this.#listener = listener;
  }

  get state(): RunState {
    return this.#state;
  }

  get live(): LiveStatus {
    return this.pulse.status(this.#state);
  }

  get isOver(): boolean {
    return isRunOver(this.#state.status);
  }

  /** There may be events up to `seq`; without one, there may be any. */
  notice(seq?: number): void {
    if (seq !== undefined) this.#toldSeq = Math.max(this.#toldSeq, seq);
    if (this.#closed || (seq !== undefined && seq <= this.#state.lastSeq)) return;
    this.#again = true;
    if (!this.#reading && this.#retry === null) void this.#read();
  }

  close(): void {
    this.#closed = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = null;
  }

  async #read(): Promise<void> {
    this.#reading = true;
    try {
      while (this.#again && !this.#closed) {
        this.#again = false;
        const events = await this.#log.read(this.runId, this.#state.lastSeq, READ_LIMIT);
        this.#take(events);
        // never set to false here: a notice may have come while the log was read
        if (events.length > 0 && (events.length === READ_LIMIT || this.#toldSeq > this.#state.lastSeq))
          this.#again = true;
      }
      this.#failures = 0;
    } catch (error) {
      this.#retryLater(error);
    } finally {
      this.#reading = false;
    }
  }

  #take(events: readonly RunEvent[]): void {
    const fresh = events.filter(({ seq }) => seq > this.#state.lastSeq);
    if (fresh.length === 0 || this.#closed) return;
    const folded = fresh.filter((event) => this.#fold(event));
    if (folded.length > 0) this.#listener?.onEvents(folded);
  }

  /** False for an event that cannot be folded: those after it do not wait for it. */
  #fold(event: RunEvent): boolean {
    try {
      this.#state = reduce(this.#state, event);
    } catch (error) {
      this.#state = { ...this.#state, lastSeq: event.seq };
      this.#listener?.onFault(new Error(`Event ${event.seq} (${event.type}) is left out`, { cause: error }));
      return false;
    }
    this.pulse.hear(event);
    return true;
  }

  /** The last picture stays while the log cannot be read. */
  #retryLater(error: unknown): void {
    if (this.#closed) return;
    if (this.#failures === 0) this.#listener?.onFault(error);
    this.#failures += 1;
    this.#again = true;
    this.#retry = setTimeout(
      () => {
        this.#retry = null;
        void this.#read();
      },
      Math.min(RETRY_MS * 2 ** (this.#failures - 1), RETRY_LONGEST_MS),
    );
  }
}
