import type { SkillWorker } from "../../core/ports/skill-host.ts";
import type { ScenarioTally } from "./scenario-tally.ts";

/** Of a batch under way the busy time is booked no more often than that: it costs a look at the system. */
const BOOK_EVERY_MS = 50;

/** Since when a batch's time is not booked yet, and its worker's count of waiting at that moment. */
export type UnbookedTime = {
  sinceMs: number;
  waitedMs: number | null;
  /** booked for the batch so far */
  workMs: number;
};

/**
 * Books the busy time of a crew's batches, and how much of it their workers stood in line for a processor. A wait is
 * told by the system once it is over, all at once, so it may be longer than the time that is booked with it: the rest
 * is booked with what follows.
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

  /** Books what has passed since the last time, if it is worth a look. */
  bookSome(worker: SkillWorker, time: UnbookedTime): void {
    if (this.#nowMs() - time.sinceMs >= BOOK_EVERY_MS) this.book(worker, time);
  }

  /** Books what has passed since the last time. */
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

  /** Books the end of a batch. Its work is no more than its worker counts itself: the rest it was on its way to us or to it. */
  bookEnd(worker: SkillWorker, time: UnbookedTime, workerMs: number | undefined): void {
    this.book(worker, time);
    if (workerMs !== undefined && workerMs < time.workMs) this.#tally.addBusyMs(0, time.workMs - workerMs);
  }
}
