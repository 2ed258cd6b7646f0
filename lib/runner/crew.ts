import type { ScenarioWork } from "../core/decision.ts";
import { FAILURE_KINDS, type FailureKind } from "../core/events.ts";
import type { BatchOutcome, SkillHost, SkillWorker, WorkerListener, WorkerRequest } from "../core/ports/skill-host.ts";
import { countItems, intersectRanges, subtractRanges, type Range } from "../core/ranges.ts";
import type { Measure } from "./measure.ts";
import type { ScenarioTally } from "./scenario-tally.ts";

export type CrewListener = {
  /** something to decide about may have changed */
  readonly onChange: () => void;
  readonly onBatchFailed: (failure: { fromItem: number; toItem: number; kind: FailureKind; message: string }) => void;
  readonly onLog: WorkerListener["onLog"];
};

type InFlight = { readonly range: Range; busySinceMs: number };

/** The worker processes of one scenario: hands them batches, counts what they finish, replaces those that die. */
export class Crew {
  readonly scenarioId: string;
  readonly tally: ScenarioTally;
  readonly #host: SkillHost;
  readonly #request: WorkerRequest;
  readonly #measure: Measure;
  readonly #listener: CrewListener;
  readonly #nowMs: () => number;
  readonly #free: SkillWorker[] = [];
  readonly #busy = new Map<SkillWorker, InFlight>();
  readonly #starting = new Set<Promise<void>>();
  readonly #startLimit = new AbortController();
  #lastFailure: ScenarioWork["lastFailure"] = null;
  #fatal: ScenarioWork["fatal"] = null;
  #ended = false;

  constructor(options: {
    host: SkillHost;
    request: WorkerRequest;
    tally: ScenarioTally;
    measure: Measure;
    listener: CrewListener;
    nowMs: () => number;
  }) {
    this.scenarioId = options.request.scenarioId;
    this.tally = options.tally;
    this.#host = options.host;
    this.#request = options.request;
    this.#measure = options.measure;
    this.#listener = options.listener;
    this.#nowMs = options.nowMs;
  }

  get workers(): number {
    return this.#free.length + this.#busy.size;
  }

  get work(): ScenarioWork {
    return {
      scenarioId: this.scenarioId,
      doneRanges: this.tally.doneRanges,
      inFlight: [...this.#busy.values()].map((batch) => batch.range),
      freeWorkers: this.#free.length,
      measured: this.#measure.totals(),
      lastFailure: this.#lastFailure,
      fatal: this.#fatal,
    };
  }

  /** Largest resident memory among the workers, whole MB. */
  get memoryMb(): number | null {
    const sizes = [...this.#free, ...this.#busy.keys()].flatMap((worker) => worker.memoryMb() ?? []);
    return sizes.length === 0 ? null : Math.round(Math.max(...sizes));
  }

  /** Starts so many more workers. A skill that does not open is fatal for its scenario, never for the run. */
  async addWorkers(count: number): Promise<void> {
    await Promise.all(Array.from({ length: count }, () => this.#addWorker()));
  }

  #addWorker(): Promise<void> {
    if (this.#ended) return Promise.resolve();
    const starting = this.#startWorker().finally(() => this.#starting.delete(starting));
    this.#starting.add(starting);
    return starting;
  }

  async #startWorker(): Promise<void> {
    try {
      const { signal } = this.#startLimit;
      const worker = await this.#host.start(this.#request, { onLog: this.#listener.onLog }, signal);
      if (this.#ended) return await worker.end();
      this.#free.push(worker);
    } catch (error) {
      if (this.#ended) return;
      this.#fatal ??= toFailure(error);
    }
    this.#listener.onChange();
  }

  /** Without a living worker nothing is started: the replacement raises `onChange`, and the batch is asked for again. */
  startBatch(fromItem: number, toItem: number): void {
    const worker = this.#takeLiving();
    if (worker === null) return;
    const range: Range = [fromItem, toItem];
    this.#busy.set(worker, { range, busySinceMs: this.#nowMs() });
    void worker
      .runBatch({ fromItem, toItem }, { onLog: this.#listener.onLog, onItem: (result) => this.#addItem(range, result) })
      .then((outcome) => this.#endBatch(worker, range, outcome));
  }

  /** A worker may have died while it was idle, in a long hold: no item is to be blamed for that. */
  #takeLiving(): SkillWorker | null {
    for (let worker = this.#free.shift(); worker !== undefined; worker = this.#free.shift()) {
      if (worker.alive) return worker;
      this.#listener.onLog("warn", "A worker ended while it was idle and is replaced.");
      void this.#addWorker();
    }
    return null;
  }

  #addItem(range: Range, result: Parameters<WorkerListener["onItem"]>[0]): void {
    if (this.#ended || !this.#isOpen(range, result.index)) return;
    this.tally.add(result);
  }

  /** An item is counted once, and only within the batch that asked for it: a skill may claim anything. */
  #isOpen(range: Range, index: number): boolean {
    if (index < range[0] || index >= range[1]) return false;
    return countItems(intersectRanges(this.tally.doneRanges, [index, index + 1])) === 0;
  }

  #endBatch(worker: SkillWorker, range: Range, outcome: BatchOutcome): void {
    if (this.#ended) return;
    this.settleBusyTime();
    this.#busy.delete(worker);
    this.#measure.addBatch();
    const failure = outcome.ok ? this.#unanswered(range) : outcome;
    if (failure !== null) this.#failBatch(range, failure);
    if (outcome.ok || !outcome.workerLost) this.#free.push(worker);
    else if (this.#fatal === null) void this.#addWorker();
    this.#listener.onChange();
  }

  /** A batch reported as done although items are missing is a broken promise of the skill. */
  #unanswered(range: Range): { kind: FailureKind; message: string } | null {
    const missing = countItems(subtractRanges([range], this.tally.doneRanges));
    return missing === 0
      ? null
      : {
          kind: "validation",
          message: `The skill reported the batch as done but left ${missing} items without a result.`,
        };
  }

  #failBatch(range: Range, failure: { kind: FailureKind; message: string }): void {
    const { kind, message } = failure;
    this.#lastFailure = { kind, message };
    if (kind === "memory") this.#fatal ??= { kind, message };
    else this.#countAsFailed(subtractRanges([range], this.tally.doneRanges), message);
    this.#listener.onBatchFailed({ fromItem: range[0], toItem: range[1], kind, message });
  }

  #countAsFailed(unfinished: readonly Range[], message: string): void {
    for (const [from, to] of unfinished) {
      for (let index = from; index < to; index += 1) {
        this.tally.add({ index, ok: false, error: message, values: {}, samples: {}, outcome: "not processed" });
      }
    }
  }

  /** Books the time of batches under way up to now, so that what is stored counts the work behind it. */
  settleBusyTime(): void {
    const nowMs = this.#nowMs();
    for (const batch of this.#busy.values()) {
      this.tally.addBusyMs(nowMs - batch.busySinceMs);
      batch.busySinceMs = nowMs;
    }
  }

  /** Ends every worker, those that still prepare too; what they had reported stands. */
  async end(): Promise<void> {
    this.settleBusyTime();
    this.#ended = true;
    const workers = [...this.#free, ...this.#busy.keys()];
    this.#free.length = 0;
    this.#busy.clear();
    this.#startLimit.abort();
    await Promise.all([...workers.map((worker) => worker.end()), ...this.#starting]);
  }
}

/** Decided by `kind`, which a host's own errors carry: class identity does not survive processes and bundles. */
function toFailure(error: unknown): { kind: FailureKind; message: string } {
  const kind = FAILURE_KINDS.find(
    (known) => typeof error === "object" && error !== null && "kind" in error && error.kind === known,
  );
  return { kind: kind ?? "exception", message: error instanceof Error ? error.message : String(error) };
}
