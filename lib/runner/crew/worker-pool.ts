import type { SkillHost, SkillWorker, WorkerRequest } from "../../core/ports/skill-host.ts";
import { toFailure, type Failure } from "./failure.ts";
import type { CrewListener } from "./crew-listener.ts";

export type WorkerPoolOptions = {
  readonly host: SkillHost;
  readonly request: WorkerRequest;
  readonly listener: CrewListener;
  /** called before a worker gets its first batch */
  readonly onStarted: (worker: SkillWorker) => void;
};

/** The worker processes of one scenario: starts them, hands out one per batch, replaces dead ones. */
export class WorkerPool {
  readonly #options: WorkerPoolOptions;
  /** idle or working */
  readonly #all = new Set<SkillWorker>();
  readonly #free: SkillWorker[] = [];
  readonly #starting = new Set<Promise<void>>();
  readonly #ending = new Set<Promise<void>>();
  readonly #startLimit = new AbortController();
  #fatal: Failure | null = null;
  #closed = false;

  constructor(options: WorkerPoolOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#all.size;
  }

  get free(): readonly SkillWorker[] {
    return this.#free;
  }

  get starting(): number {
    return this.#starting.size;
  }

  /** Why the scenario has no worker left; null while it has one or one is starting. */
  get fatal(): Failure | null {
    return this.#fatal;
  }

  /** Largest resident memory among the workers, in whole MB. */
  get memoryMb(): number | null {
    const sizes = [...this.#all].flatMap((worker) => worker.memoryMb() ?? []);
    return sizes.length === 0 ? null : Math.round(Math.max(...sizes));
  }

  /** Starts this many workers. A skill that does not open is fatal for its scenario, never for the run. */
  async add(count: number): Promise<void> {
    await Promise.all(Array.from({ length: count }, () => this.#addOne()));
  }

  /** Ends this many idle workers. */
  remove(count: number): void {
    for (const worker of this.#free.splice(0, count)) this.#end(worker);
  }

  /** Takes an idle living worker, to be given back or replaced. A worker may have died while idle, during a long hold; no item is blamed for that. */
  take(): SkillWorker | null {
    for (let worker = this.#free.shift(); worker !== undefined; worker = this.#free.shift()) {
      if (worker.alive) return worker;
      this.#options.listener.onNote("A worker ended while it was idle and is replaced.");
      this.replace(worker);
    }
    return null;
  }

  giveBack(worker: SkillWorker): void {
    this.#free.push(worker);
  }

  /** Ends the worker in any case, since a lost worker may still run. */
  replace(worker: SkillWorker): void {
    this.#end(worker);
    if (this.#fatal === null) void this.#addOne();
  }

  /** Ends all workers, including those still starting. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#free.length = 0;
    for (const worker of this.#all) this.#end(worker);
    this.#startLimit.abort();
    await Promise.all([...this.#ending, ...this.#starting]);
  }

  #addOne(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    const starting = this.#start().then((failure) => {
      this.#starting.delete(starting);
      if (this.#closed) return;
      if (failure !== null) this.#continueWithout(failure);
      this.#options.listener.onChange();
    });
    this.#starting.add(starting);
    return starting;
  }

  /** Resolves to the reason why no worker was started; null when one was, or none is needed. */
  async #start(): Promise<Failure | null> {
    const { host, request, listener, onStarted } = this.#options;
    try {
      const worker = await host.start(request, { onLog: listener.onLog }, this.#startLimit.signal);
      if (this.#closed) {
        await worker.end();
      } else {
        onStarted(worker);
        this.#all.add(worker);
        this.#free.push(worker);
      }
      return null;
    } catch (error) {
      return toFailure(error);
    }
  }

  /** Fatal only for a scenario without any worker; a lent worker or a replacement may be missing. */
  #continueWithout(failure: Failure): void {
    if (this.size + this.#starting.size === 0) this.#fatal ??= failure;
    else
      this.#options.listener.onNote(
        `A worker could not be started, the scenario continues without it: ${failure.message}`,
      );
  }

  #end(worker: SkillWorker): void {
    this.#all.delete(worker);
    const ending = worker.end().finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }
}
