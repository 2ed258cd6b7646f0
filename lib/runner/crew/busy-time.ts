import type { SkillWorker } from "../../core/ports/skill-host.ts";
import type { ScenarioTally } from "./scenario-tally.ts";

/** Minimum interval for booking the time of a running batch: reading the CPU wait costs a system call. */
const BOOK_EVERY_MS = 50;

/** The start of a batch's unbooked time, and its worker's CPU wait at that moment. */
export type UnbookedTime = {
  sinceMs: number;
  waitedMs: number | null;
  /** booked for the batch so far */
  workMs: number;
};

/**
 * Books the busy time of a crew's batches and their CPU wait. The system reports a wait only once it is over, so it may be
 * longer than the busy time booked with it; the remainder is booked with later busy time.
 */
export class BusyTime {
  readonly #tally: Pick<ScenarioTally, "addBusyMs">;
  readonly #nowMs: () => number;
  #unbookedWaitMs = 0;

  constructor(tally: Pick<ScenarioTally, "addBusyMs">, nowMs: () => number) {
    this.#tally = tally;
    this.#nowMs = nowMs;
  }

  begin(worker: SkillWorker): UnbookedTime {
    return { sinceMs: this.#nowMs(), waitedMs: worker.cpuWaitMs(), workMs: 0 };
  }

  /** Books the time since the last booking if it is long enough. */
  bookSome(worker: SkillWorker, time: UnbookedTime): void {
    if (this.#nowMs() - time.sinceMs >= BOOK_EVERY_MS) this.book(worker, time);
  }

  /** Books the time since the last booking. */
  book(worker: SkillWorker, time: UnbookedTime): void {
    const nowMs = this.#nowMs();
    const busyMs = nowMs - time.sinceMs;
    const waitedMs = worker.cpuWaitMs();
    if (waitedMs !== null && time.waitedMs !== null) this.#unbookedWaitMs += waitedMs - time.waitedMs;
    const cpuWaitMs = Math.min(busyMs, this.#unbookedWaitMs);
    this.#tally.addBusyMs(busyMs, cpuWaitMs);
    this.#unbookedWaitMs -= cpuWaitMs;
    Object.assign(time, { sinceMs: nowMs, waitedMs, workMs: time.workMs + busyMs - cpuWaitMs });
  }

  /** Books the end of a batch. Its work is at most the time measured by the worker; the rest was transport. */
  bookEnd(worker: SkillWorker, time: UnbookedTime, workerMs: number | undefined): void {
    this.book(worker, time);
    if (workerMs !== undefined && workerMs < time.workMs) this.#tally.addBusyMs(0, time.workMs - workerMs);
  }
}
