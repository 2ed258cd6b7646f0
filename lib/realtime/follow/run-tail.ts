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
  /** called when the log cannot be read, or for an event that cannot be folded and is skipped */
  readonly onFault: (error: unknown) => void;
};

/** Follows one run and folds its facts once for all viewers. Notices are only hints; the log is authoritative. */
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
      onFault: (error) => this.#listener?.onFault(error), // the last state stays visible meanwhile
    });
  }

  /** null for an unknown run. Subscribe to the log before, so that no event is missed in between. */
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

  /** Call when there may be events up to `seq`, or any number without it. */
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

  /** False for an event that cannot be folded: it is skipped, so that later events are not blocked. */
  #fold(event: RunEvent): boolean {
    try {
      this.#state = reduce(this.#state, event);
    } catch (error) {
      this.#state = { ...this.#state, lastSeq: event.seq };
      this.#listener?.onFault(new Error(`Event ${event.seq} (${event.type}) is skipped`, { cause: error }));
      return false;
    }
    this.liveness.recordFact(event);
    return true;
  }
}
