import type { RunStore } from "../../core/ports/run-store.ts";
import { computeQueueWait, MAX_AHEAD, type FreeSlots, type QueueWait } from "../../core/run/queue-wait.ts";

export type QueueSource = {
  readonly runs: Pick<RunStore, "findQueuedBefore">;
  readonly freeSlots: () => FreeSlots;
};

/** The position of a run in the queue. It is read again only when a run ahead of it has a new fact. */
export class QueuePosition {
  readonly #runId: string;
  readonly #source: QueueSource;
  #ahead: ReadonlySet<string> | null = null;
  #reading = false;
  #isStale = true;

  constructor(runId: string, source: QueueSource) {
    this.#runId = runId;
    this.#source = source;
  }

  /** null before the queue has been read */
  get wait(): QueueWait | null {
    return this.#ahead === null ? null : computeQueueWait(this.#source.freeSlots(), this.#ahead.size);
  }

  /** Call when another run has a new fact. */
  async notice(runId: string): Promise<void> {
    if (this.#ahead?.has(runId) !== true) return;
    this.#isStale = true;
    await this.refresh();
  }

  /** Reads the queue unless it is known; while the database is unavailable the last position stays until the next call. */
  async refresh(): Promise<void> {
    if (this.#reading) return;
    this.#reading = true;
    try {
      while (this.#isStale) {
        this.#isStale = false;
        this.#ahead = new Set(await this.#source.runs.findQueuedBefore(this.#runId, MAX_AHEAD));
      }
    } catch {
      this.#isStale = true;
    } finally {
      this.#reading = false;
    }
  }
}
