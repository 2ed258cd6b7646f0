import type { ItemMoment } from "../../core/estimate/smoke.ts";
import type { SkillWorker } from "../../core/ports/skill-host.ts";

/** Batches grow up to this time, so that little is left when the smoke run ends. */
const LONG_BATCH_MS = 100;
/** Items of a fast skill that are finished within this time are noted together. */
const NOTE_EVERY_MS = 5;

export type SmokeWorkerOptions = {
  readonly items: number;
  readonly batchSize: number;
  readonly nowMs: () => number;
  readonly onChange: () => void;
};

/** Has one worker process the scenario's items, again from the first after the last, until it is ended. */
export class SmokeWorker {
  readonly #worker: SkillWorker;
  readonly #options: SmokeWorkerOptions;
  #waitedAtStartMs = 0;
  #startedMs: number | null = null;
  #moments: ItemMoment[] = [];
  #done = 0;
  #hasFailed = false;
  #ownMsAtFailure: number | null = null;
  #isEnded = false;

  constructor(worker: SkillWorker, options: SmokeWorkerOptions) {
    this.#worker = worker;
    this.#options = options;
  }

  get done(): number {
    return this.#done;
  }

  /** The time since its first item in which it did not queue for a processor; all of it where the system does not report that. */
  get ownMs(): number {
    if (this.#startedMs === null) return 0;
    if (this.#ownMsAtFailure !== null) return this.#ownMsAtFailure;
    const waitedMs = (this.#worker.cpuWaitMs() ?? this.#waitedAtStartMs) - this.#waitedAtStartMs;
    return this.#options.nowMs() - this.#startedMs - waitedMs;
  }

  /** whether the system reports how long it queues for a processor */
  get reportsWaits(): boolean {
    return this.#worker.cpuWaitMs() !== null;
  }

  /** It processes no further items, because a batch has failed. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /** The moments noted since `fromMs`, with the last one before it. */
  momentsSince(fromMs: number): readonly ItemMoment[] {
    const at = this.#moments.findLastIndex(({ atMs }) => atMs <= fromMs);
    return this.#moments.slice(Math.max(0, at));
  }

  async run(): Promise<void> {
    const { items, batchSize, nowMs, onChange } = this.#options;
    this.#startedMs = nowMs();
    this.#waitedAtStartMs = this.#worker.cpuWaitMs() ?? 0;
    this.#note(this.#startedMs);
    let [from, size] = [0, 1];
    while (!this.#isEnded && !this.#hasFailed) {
      const startedMs = nowMs();
      const batch = { fromItem: from, toItem: Math.min(items, from + size) };
      const outcome = await this.#worker.runBatch(batch, { onItem: () => this.#count(), onLog: () => undefined });
      if (this.#isEnded) return;
      if (!outcome.ok) {
        this.#ownMsAtFailure = this.ownMs;
        this.#hasFailed = true;
      }
      this.#note(nowMs());
      from = batch.toItem >= items ? 0 : batch.toItem;
      if (nowMs() - startedMs < LONG_BATCH_MS) size = Math.min(batchSize, size * 2);
      onChange();
    }
  }

  async end(): Promise<void> {
    this.#isEnded = true;
    await this.#worker.end();
  }

  #count(): void {
    if (this.#isEnded) return;
    this.#done += 1;
    const atMs = this.#options.nowMs();
    const last = this.#moments.at(-1);
    if (last === undefined || atMs - last.atMs >= NOTE_EVERY_MS) this.#note(atMs);
    this.#options.onChange();
  }

  #note(atMs: number): void {
    this.#moments.push({ atMs, items: this.#done });
  }
}
