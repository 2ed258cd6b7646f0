import type { TimedBatch } from "../../core/ports/event-log.ts";

/** The batches since the last flush: those that ended, and those in flight that have results in it. */
export class TimedBatches {
  #ended: TimedBatch[] = [];
  readonly #open = new Map<string, TimedBatch>();

  noteResult(batch: TimedBatch): void {
    this.#open.set(keyOf(batch), batch);
  }

  noteEnd(batch: TimedBatch): void {
    this.#open.delete(keyOf(batch));
    this.#ended.push(batch);
  }

  take(): readonly TimedBatch[] {
    const batches = [...this.#ended, ...this.#open.values()];
    this.#ended = [];
    this.#open.clear();
    return batches;
  }
}

function keyOf({ fromItem, startMs }: TimedBatch): string {
  return `${fromItem} ${startMs}`;
}
