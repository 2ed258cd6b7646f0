import type { RunEvent } from "../../core/run/events.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { EventLog } from "../../core/ports/event-log.ts";
import { reduce } from "../../core/reduce/reduce.ts";
import type { RunState } from "../../core/run/state.ts";
import { isRunOver } from "../../core/run/run-status.ts";
import { followLog, type LogFollower } from "../../follow-log.ts";
import { RunLiveness } from "./run-liveness.ts";
import type { LiveStatus } from "../protocol/protocol.ts";

export type TailListener = {
  /** new events, already folded into `tail.state` */
  readonly onEvents: (events: readonly RunEvent[]) => void;
  /** the log cannot be read, or one of its events cannot be folded and is left out */
  readonly onFault: (error: unknown) => void;
};

/** Follows one run: folds its facts once for everybody who watches. Notices wake it; the log is the truth. */
export class RunTail {
  readonly runId: string;
  readonly liveness: RunLiveness;
  readonly #follower: LogFollower;
  #listener: TailListener | null = null;
  #state: RunState;

  private constructor(log: EventLog, clock: Clock, state: RunState) {
    this.runId = state.runId;
    this.#state = state;
    this.liveness = new RunLiveness(clock, state);
    this.#follower = followLog({
      log,
      runId: state.runId,
      afterSeq: state.lastSeq,
      onEvents: (events) => this.#take(events),
      onFault: (error) => this.#listener?.onFault(error), // the last picture stays meanwhile
    });
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
    return this.liveness.status(this.#state);
  }

  get isOver(): boolean {
    return isRunOver(this.#state.status);
  }

  /** There may be events up to `seq`; without one, there may be any. */
  notice(seq?: number): void {
    this.#follower.notice(seq);
  }

  close(): void {
    this.#follower.close();
  }

  #take(events: readonly RunEvent[]): void {
    const folded = events.filter((event) => this.#fold(event));
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
    this.liveness.recordFact(event);
    return true;
  }
}
