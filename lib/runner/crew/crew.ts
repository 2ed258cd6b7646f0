import type { ScenarioWork, UnreportedFailure } from "../../core/decide/decision.ts";
import type { FaultKind } from "../../core/run/faults.ts";
import type {
  BatchOutcome,
  SkillHost,
  SkillWorker,
  WorkerListener,
  WorkerRequest,
} from "../../core/ports/skill-host.ts";
import { countItems, intersectRanges, subtractRanges, type Range } from "../../core/kit/ranges.ts";
import { BusyTime, type UnbookedTime } from "./busy-time.ts";
import { toFailure, type Failure } from "./failure.ts";
import { FAILS_AFTER_MS, FaultButton, MADE_TO_FAIL } from "./fault-button.ts";
import type { Measure } from "./measure.ts";
import type { ScenarioTally } from "./scenario-tally.ts";

export type CrewListener = {
  /** something to decide about may have changed */
  readonly onChange: () => void;
  readonly onLog: WorkerListener["onLog"];
  /** a word of the runner's own about the crew: nothing that a skill says keeps it out of the log */
  readonly onNote: (text: string) => void;
};

type InFlight = {
  readonly range: Range;
  readonly unbooked: UnbookedTime;
  aliveAtMs: number;
  /** why nothing that is reported from now on counts */
  spoiled: Failure | null;
};

/** The worker processes of one scenario: hands them batches, counts what they finish, replaces those that die. */
export class Crew {
  readonly scenarioId: string;
  readonly tally: ScenarioTally;
  readonly #host: SkillHost;
  readonly #request: WorkerRequest;
  readonly #measure: Measure;
  readonly #busyTime: BusyTime;
  readonly #listener: CrewListener;
  readonly #nowMs: () => number;
  readonly #free: SkillWorker[] = [];
  readonly #busy = new Map<SkillWorker, InFlight>();
  readonly #starting = new Set<Promise<void>>();
  readonly #ending = new Set<Promise<void>>();
  /** of batches that are made to fail */
  readonly #failing = new Set<NodeJS.Timeout>();
  readonly #startLimit = new AbortController();
  readonly #faultButton: FaultButton;
  #unreported: readonly UnreportedFailure[] = [];
  #lastFinishedMs: number | null = null;
  #lastFailure: ScenarioWork["lastFailure"] = null;
  #fatal: ScenarioWork["fatal"] = null;
  #ended = false;

  constructor(options: {
    host: SkillHost;
    request: WorkerRequest;
    tally: ScenarioTally;
    measure: Measure;
    listener: CrewListener;
    /** the run's own time */
    nowMs: () => number;
    /** the fault that was at work when the runner before was lost */
    fault: FaultKind | null;
  }) {
    this.scenarioId = options.request.scenarioId;
    this.tally = options.tally;
    this.#host = options.host;
    this.#request = options.request;
    this.#measure = options.measure;
    this.#busyTime = new BusyTime(options.tally, options.nowMs);
    this.#listener = options.listener;
    this.#nowMs = options.nowMs;
    this.#faultButton = new FaultButton(options.fault, options.listener.onNote);
  }

  get workers(): number {
    return this.#free.length + this.#busy.size;
  }

  get work(): ScenarioWork {
    this.settleBusyTime();
    return {
      scenarioId: this.scenarioId,
      doneRanges: this.tally.doneRanges,
      inFlight: [...this.#busy.values()].map(({ range, aliveAtMs }) => ({ range, aliveAtMs })),
      unreported: this.#unreported,
      lastFinishedMs: this.#lastFinishedMs,
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

  /** Ends so many of the workers that are free. */
  endWorkers(count: number): void {
    for (const worker of this.#free.splice(0, count)) this.#endWorker(worker);
  }

  #addWorker(): Promise<void> {
    if (this.#ended) return Promise.resolve();
    const starting = this.#startWorker().then((failure) => {
      this.#starting.delete(starting);
      if (this.#ended) return;
      if (failure !== null) this.#goOnWithout(failure);
      this.#listener.onChange();
    });
    this.#starting.add(starting);
    return starting;
  }

  /** Resolves with why no worker came of it; null when one did, or none is wanted any more. */
  async #startWorker(): Promise<Failure | null> {
    try {
      const { signal } = this.#startLimit;
      const worker = await this.#host.start(this.#request, { onLog: this.#listener.onLog }, signal);
      if (this.#ended) {
        await worker.end();
      } else {
        this.#faultButton.greet(worker);
        this.#free.push(worker);
      }
      return null;
    } catch (error) {
      return toFailure(error);
    }
  }

  /** Fatal only for a scenario that is left without a worker: one that was lent or replaces another may be missing. */
  #goOnWithout(failure: Failure): void {
    if (this.workers + this.#starting.size === 0) this.#fatal ??= failure;
    else this.#listener.onNote(`A worker could not be started, the scenario goes on without: ${failure.message}`);
  }

  /** Without a living worker nothing is started: the replacement raises `onChange`, and the batch is asked for again. */
  startBatch(fromItem: number, toItem: number): void {
    const range: Range = [fromItem, toItem];
    const worker = this.#takeLiving();
    if (worker === null) return;
    const nowMs = this.#nowMs();
    const batch: InFlight = {
      range,
      unbooked: this.#busyTime.begin(worker),
      aliveAtMs: nowMs,
      spoiled: null,
    };
    this.#busy.set(worker, batch);
    if (this.#faultButton.failsBatches) return this.#failSoon(worker, batch);
    void worker
      .runBatch(
        { fromItem, toItem },
        { onLog: this.#listener.onLog, onItem: (result) => this.#addItem(worker, batch, result) },
      )
      .then((outcome) => this.#onOutcome(worker, batch, outcome));
  }

  /** Never at once: the next batch would fail in the same breath, and nothing else would get its turn. */
  #failSoon(worker: SkillWorker, batch: InFlight): void {
    const timer = setTimeout(() => {
      this.#failing.delete(timer);
      const workerLost = !worker.alive;
      this.#onOutcome(worker, batch, { ok: false, ...MADE_TO_FAIL, workerLost });
    }, FAILS_AFTER_MS);
    this.#failing.add(timer);
  }

  /** A batch that does not go on: its worker is ended and replaced, and what it had finished stands. */
  endBatch({ fromItem, toItem, kind, message }: UnreportedFailure): void {
    for (const [worker, batch] of this.#busy) {
      if (batch.range[0] !== fromItem || batch.range[1] !== toItem) continue;
      this.#closeBatch(worker, batch);
      this.#failBatch(batch.range, batch.spoiled ?? { kind, message });
      this.#replace(worker);
    }
  }

  /** Ended in any case: a worker that is lost may still run. */
  #replace(worker: SkillWorker): void {
    this.#endWorker(worker);
    if (this.#fatal === null) void this.#addWorker();
  }

  #endWorker(worker: SkillWorker): void {
    const ending = worker.end().finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }

  /** The fault button; null ends the fault that lasts. */
  disturb(fault: FaultKind | null): void {
    this.#faultButton.press(fault, [...this.#busy.keys()], this.#free);
    if (fault === "fail") for (const batch of this.#busy.values()) batch.spoiled = MADE_TO_FAIL;
    this.#listener.onChange();
  }

  /** A fact tells of the failure now. */
  forgetFailure({ fromItem, toItem }: Pick<UnreportedFailure, "fromItem" | "toItem">): void {
    this.#unreported = this.#unreported.filter((failure) => failure.fromItem !== fromItem || failure.toItem !== toItem);
  }

  /** Counts what is unfinished of these items as failed. */
  failItems({ fromItem, toItem, message }: Omit<UnreportedFailure, "kind">): void {
    for (const [from, to] of subtractRanges([[fromItem, toItem]], this.tally.doneRanges)) {
      for (let index = from; index < to; index += 1) {
        this.tally.add({ index, ok: false, error: message, values: {}, samples: {}, outcome: "not processed" });
      }
    }
  }

  /** A worker may have died while it was idle, in a long hold: no item is to be blamed for that. */
  #takeLiving(): SkillWorker | null {
    for (let worker = this.#free.shift(); worker !== undefined; worker = this.#free.shift()) {
      if (worker.alive) return worker;
      this.#listener.onNote("A worker ended while it was idle and is replaced.");
      this.#replace(worker);
    }
    return null;
  }

  #addItem(worker: SkillWorker, batch: InFlight, result: Parameters<WorkerListener["onItem"]>[0]): void {
    if (this.#busy.get(worker) !== batch || !this.#isOpen(batch.range, result.index)) return;
    // a batch that was spoiled is none that stands still
    batch.aliveAtMs = this.#nowMs();
    if (batch.spoiled !== null) return;
    this.#lastFinishedMs = batch.aliveAtMs;
    this.tally.add(result);
  }

  /** An item is counted once, and only within the batch that asked for it: a skill may claim anything. */
  #isOpen(range: Range, index: number): boolean {
    if (index < range[0] || index >= range[1]) return false;
    return countItems(intersectRanges(this.tally.doneRanges, [index, index + 1])) === 0;
  }

  #onOutcome(worker: SkillWorker, batch: InFlight, outcome: BatchOutcome): void {
    if (this.#busy.get(worker) !== batch) return;
    this.#closeBatch(worker, batch, outcome.ok ? outcome.workerMs : undefined);
    const failure = batch.spoiled ?? (outcome.ok ? this.#unanswered(batch.range) : outcome);
    if (failure !== null) this.#failBatch(batch.range, failure);
    if (outcome.ok || !outcome.workerLost) this.#free.push(worker);
    else this.#replace(worker);
    this.#listener.onChange();
  }

  #closeBatch(worker: SkillWorker, batch: InFlight, workerMs?: number): void {
    this.#busyTime.bookEnd(worker, batch.unbooked, workerMs);
    this.#busy.delete(worker);
    this.#measure.addBatch();
  }

  /** A batch reported as done although items are missing is a broken promise of the skill. */
  #unanswered(range: Range): Failure | null {
    const missing = countItems(subtractRanges([range], this.tally.doneRanges));
    return missing === 0
      ? null
      : {
          kind: "validation",
          message: `The skill reported the batch as done but left ${missing} items without a result.`,
        };
  }

  #failBatch(range: Range, { kind, message }: Failure): void {
    const unfinished = subtractRanges([range], this.tally.doneRanges);
    const [fromItem, toItem] = [unfinished[0]?.[0], unfinished.at(-1)?.[1]];
    if (fromItem === undefined || toItem === undefined) {
      const text = `Items ${range[0] + 1}–${range[1]} are all finished, though their batch ended badly: ${message}`;
      this.#listener.onNote(text);
    } else {
      this.#lastFailure = { kind, message };
      this.#unreported = [...this.#unreported, { fromItem, toItem, kind, message }];
    }
    this.#listener.onChange();
  }

  /** Books the time of batches under way up to now, so that what is stored counts the work behind it. */
  settleBusyTime(): void {
    for (const [worker, batch] of this.#busy) this.#busyTime.bookSome(worker, batch.unbooked);
  }

  /** Ends every worker, those that still prepare too; what they had reported stands. */
  async end(): Promise<void> {
    for (const [worker, batch] of this.#busy) this.#busyTime.book(worker, batch.unbooked);
    this.#ended = true;
    const workers = [...this.#free, ...this.#busy.keys()];
    this.#free.length = 0;
    this.#busy.clear();
    this.#startLimit.abort();
    for (const timer of this.#failing) clearTimeout(timer);
    await Promise.all([...workers.map((worker) => worker.end()), ...this.#ending, ...this.#starting]);
  }
}
