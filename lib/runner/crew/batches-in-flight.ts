import type { BatchInFlight, UnreportedFailure } from "../../core/decide/decision.ts";
import type { BatchEnding, BatchKey, ItemResult } from "../../core/ports/event-log.ts";
import type { BatchOutcome, SkillWorker, WorkerListener } from "../../core/ports/skill-host.ts";
import { listDone, listOpen } from "../../core/kit/item-set.ts";
import { TOKEN_VALUES } from "../../core/run/metrics.ts";
import type { Range } from "../../core/kit/ranges.ts";
import { BusyTime, type UnbookedTime } from "./busy-time.ts";
import type { Failure } from "./failure.ts";
import { FAILS_AFTER_MS, MADE_TO_FAIL, type FaultButton } from "./fault-button.ts";
import type { Measure } from "./measure.ts";
import type { ScenarioTally } from "./scenario-tally.ts";
import type { CrewListener } from "./crew-listener.ts";
import type { FailedBatches } from "./failed-batches.ts";
import type { WorkerPool } from "./worker-pool.ts";

export type BatchesInFlightOptions = {
  readonly pool: WorkerPool;
  readonly tally: ScenarioTally;
  readonly measure: Measure;
  readonly failed: FailedBatches;
  readonly faultButton: Pick<FaultButton, "failsBatches">;
  readonly listener: CrewListener;
  /** run time */
  readonly nowMs: () => number;
  readonly traceparentOf?: ((batch: BatchKey) => string) | undefined;
};

type InFlight = {
  readonly range: Range;
  readonly startMs: number;
  readonly unbooked: UnbookedTime;
  aliveAtMs: number;
  /** why later reports do not count; null: they do */
  discardReason: Failure | null;
};

/** The running batches: each result is counted once, and a batch ends with its outcome or when it is ended. */
export class BatchesInFlight {
  readonly #options: BatchesInFlightOptions;
  readonly #busyTime: BusyTime;
  readonly #byWorker = new Map<SkillWorker, InFlight>();
  /** timers of batches that are made to fail */
  readonly #timers = new Set<NodeJS.Timeout>();
  #lastFinishedMs: number | null = null;

  constructor(options: BatchesInFlightOptions) {
    this.#options = options;
    this.#busyTime = new BusyTime(options.tally, options.nowMs);
  }

  get workers(): readonly SkillWorker[] {
    return [...this.#byWorker.keys()];
  }

  get batches(): readonly BatchInFlight[] {
    return [...this.#byWorker.values()].map(({ range, aliveAtMs }) => ({ range, aliveAtMs }));
  }

  /** Run time at which an item last finished; null before the first. */
  get lastFinishedMs(): number | null {
    return this.#lastFinishedMs;
  }

  /** Starts nothing without a living worker: its replacement raises `onChange`, and core requests the batch again. */
  start(fromItem: number, toItem: number): void {
    const { pool, faultButton, listener, nowMs, traceparentOf } = this.#options;
    const worker = pool.take();
    if (worker === null) return;
    const startMs = nowMs();
    const unbooked = this.#busyTime.begin(worker);
    const batch: InFlight = { range: [fromItem, toItem], startMs, unbooked, aliveAtMs: startMs, discardReason: null };
    this.#byWorker.set(worker, batch);
    if (faultButton.failsBatches) return this.#failSoon(worker, batch);
    const onItem: WorkerListener["onItem"] = (result) => this.#addItem(worker, batch, result);
    const onProgress = () => this.#keepAlive(worker, batch);
    const skip = listDone(this.#options.tally.done, batch.range);
    void worker
      .runBatch(
        { fromItem, toItem, skip, traceparent: traceparentOf?.(toKey(batch)) },
        { onLog: listener.onLog, onItem, onProgress },
      )
      .then((outcome) => this.#onOutcome(worker, batch, outcome));
  }

  /** Ends a batch and replaces its worker; finished items count. */
  end({ fromItem, toItem, kind, message }: UnreportedFailure): void {
    for (const [worker, batch] of this.#byWorker) {
      if (batch.range[0] !== fromItem || batch.range[1] !== toItem) continue;
      this.#close(worker, batch);
      this.#note(worker, batch, "failed");
      this.#options.failed.add(batch.range, batch.discardReason ?? { kind, message });
      this.#options.pool.replace(worker);
    }
  }

  /** Running batches fail for this reason, and later reports do not count. */
  discard(reason: Failure): void {
    for (const batch of this.#byWorker.values()) batch.discardReason = reason;
  }

  /** Books the time of running batches up to now, so that stored figures include their work so far. */
  settleBusyTime(): void {
    for (const [worker, batch] of this.#byWorker) this.#busyTime.bookSome(worker, batch.unbooked);
  }

  /** Ignores later reports of the workers; earlier ones count. */
  close(): void {
    for (const [worker, batch] of this.#byWorker) {
      this.#busyTime.book(worker, batch.unbooked);
      this.#note(worker, batch, "ended");
    }
    this.#byWorker.clear();
    for (const timer of this.#timers) clearTimeout(timer);
  }

  /** Fails after a delay: failing at once would fail the next batch right after, and starve everything else. */
  #failSoon(worker: SkillWorker, batch: InFlight): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#onOutcome(worker, batch, { ok: false, ...MADE_TO_FAIL, workerLost: !worker.alive });
    }, FAILS_AFTER_MS);
    this.#timers.add(timer);
  }

  #addItem(worker: SkillWorker, batch: InFlight, result: Parameters<WorkerListener["onItem"]>[0]): void {
    if (this.#byWorker.get(worker) !== batch || !this.#isOpen(batch.range, result.index)) return;
    // also for a discarded batch, which is not stalled
    batch.aliveAtMs = this.#options.nowMs();
    if (batch.discardReason !== null) return;
    this.#lastFinishedMs = batch.aliveAtMs;
    const call = usesTokens(result) ? { call: { batch: toKey(batch), finishedMs: batch.aliveAtMs } } : {};
    const timed = { ...toKey(batch), pid: worker.pid, endMs: batch.aliveAtMs, ending: "open" } as const;
    this.#options.tally.add({ ...result, ...call }, timed);
  }

  #keepAlive(worker: SkillWorker, batch: InFlight): void {
    if (this.#byWorker.get(worker) === batch) batch.aliveAtMs = this.#options.nowMs();
  }

  /** A skill may report anything: an item counts once, and only within the requested batch. */
  #isOpen(range: Range, index: number): boolean {
    return index >= range[0] && index < range[1] && !this.#options.tally.done.has(index);
  }

  #onOutcome(worker: SkillWorker, batch: InFlight, outcome: BatchOutcome): void {
    if (this.#byWorker.get(worker) !== batch) return;
    const { pool, failed, listener } = this.#options;
    this.#close(worker, batch, outcome.ok ? outcome.workerMs : undefined);
    const failure = batch.discardReason ?? (outcome.ok ? this.#unanswered(batch.range) : outcome);
    this.#note(worker, batch, failure === null ? "done" : "failed");
    if (failure !== null) failed.add(batch.range, failure);
    if (outcome.ok || !outcome.workerLost) pool.giveBack(worker);
    else pool.replace(worker);
    listener.onChange();
  }

  #close(worker: SkillWorker, batch: InFlight, workerMs?: number): void {
    this.#busyTime.bookEnd(worker, batch.unbooked, workerMs);
    this.#byWorker.delete(worker);
    this.#options.measure.addBatch();
  }

  #note({ pid }: SkillWorker, batch: InFlight, ending: BatchEnding): void {
    this.#options.tally.addBatch({ ...toKey(batch), pid, endMs: this.#options.nowMs(), ending });
  }

  /** A batch reported as done with items missing violates the skill contract. */
  #unanswered(range: Range): Failure | null {
    const missing = listOpen(this.#options.tally.done, range).length;
    if (missing === 0) return null;
    const message = `The skill reported the batch as done but left ${missing} items without a result.`;
    return { kind: "validation", message };
  }
}

function toKey({ range: [fromItem, toItem], startMs }: InFlight): BatchKey {
  return { fromItem, toItem, startMs };
}

function usesTokens({ values }: ItemResult): boolean {
  return TOKEN_VALUES.some((name) => (values[name] ?? 0) > 0);
}
