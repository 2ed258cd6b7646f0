import type { Clock } from "../../core/ports/clock.ts";
import type { EventLog, RunWriter } from "../../core/ports/event-log.ts";
import { Durations } from "./durations.ts";

/** The appends to the log of one process. */
export class Appends {
  readonly durations = new Durations();
  #pending = 0;
  #failures = 0;
  readonly #clock: Pick<Clock, "nowMs">;

  constructor(clock: Pick<Clock, "nowMs">) {
    this.#clock = clock;
  }

  /** Requested and not settled yet. */
  get pending(): number {
    return this.#pending;
  }

  /** Rejected ones, those of a runner that was taken over included. */
  get failures(): number {
    return this.#failures;
  }

  async measure<Value>(append: () => Promise<Value>): Promise<Value> {
    const startedMs = this.#clock.nowMs();
    this.#pending += 1;
    try {
      const stored = await append();
      this.durations.add((this.#clock.nowMs() - startedMs) / 1_000);
      return stored;
    } catch (error) {
      this.#failures += 1;
      throw error;
    } finally {
      this.#pending -= 1;
    }
  }
}

/** The same log; what is appended through it is counted. */
export function countAppends(log: EventLog, appends: Appends): EventLog {
  const countWriter = (writer: RunWriter): RunWriter => ({
    append: (append) => appends.measure(() => writer.append(append)),
    idle: () => writer.idle(),
  });
  return {
    ...log,
    appendStageFact: (...facts) => appends.measure(() => log.appendStageFact(...facts)),
    finishUnclaimed: (...facts) => appends.measure(() => log.finishUnclaimed(...facts)),
    openWriter: (claim) => countWriter(log.openWriter(claim)),
  };
}
