import { setTimeout as delay } from "node:timers/promises";
import { systemClock } from "../../../clock.ts";
import type { Clock } from "../../../core/ports/clock.ts";
import type { EventLog } from "../../../core/ports/event-log.ts";
import type { Experiment as Request, Experiments } from "../../../core/ports/experiments.ts";
import { computeBackOffMs, SendError, toSendFault } from "../../follow/exporter.ts";
import { buildExperiment, type Experiment } from "./build-experiment.ts";
import type { ExperimentApi } from "./experiment-api.ts";

export type ExperimentSenderOptions = {
  readonly log: Pick<EventLog, "readState" | "readSegments" | "subscribe">;
  readonly experiments: Experiments;
  readonly api: ExperimentApi;
  /** the name under which requests are stored */
  readonly exporter: string;
  /** whether outcomes of items may go out */
  readonly content: boolean;
  /** whether this process sends, of all that there are */
  readonly maySend: () => boolean;
  readonly onFault: (error: unknown, text: string) => void;
  readonly timing?: Partial<typeof TIMING>;
  readonly clock?: Pick<Clock, "wallTime">;
};

/** lookMs: notices may be missing; gatherMs: those of a run in progress are many */
const TIMING = { firstMs: 1_000, longestMs: 60_000, lookMs: 5_000, gatherMs: 1_000 };
/** Answers after which the same request can only be refused again: a presenter may ask again once the reason is mended. */
const FINAL = new Set<number | null>([400, 404, 405, 413, 415, 422]);
/** Items between two stored places, and requests at once. */
const CHUNK = 10;

/** Sends the judge's answers of runs as experiments, when a presenter has asked for it: a stored request survives a restart. */
export class ExperimentSender {
  readonly #options: ExperimentSenderOptions;
  readonly #timing: typeof TIMING;
  readonly #clock: Pick<Clock, "wallTime">;
  readonly #stop = new AbortController();
  #isNoticed = false;
  #wake: () => void = () => undefined;
  #loop: Promise<void> = Promise.resolve();
  #unsubscribe: () => Promise<void> = async () => undefined;

  constructor(options: ExperimentSenderOptions) {
    this.#options = options;
    this.#timing = { ...TIMING, ...options.timing };
    this.#clock = options.clock ?? systemClock;
  }

  async start(): Promise<void> {
    this.#unsubscribe = await this.#options.log.subscribe(({ kind }) => {
      if (kind === "heartbeat") return;
      this.#isNoticed = true;
      this.#wake();
    });
    this.#loop = this.#run();
  }

  /** What is not sent by now is sent after the next start. */
  async close(): Promise<void> {
    this.#stop.abort();
    this.#wake();
    await this.#loop;
    await this.#unsubscribe();
    await this.#options.api.close();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      this.#isNoticed = false;
      try {
        await this.#sendRequested();
      } catch (error) {
        if (!signal.aborted) this.#options.onFault(error, "send an experiment");
      }
      await delay(this.#timing.gatherMs, undefined, { signal }).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
      await this.#untilNoticed();
    }
  }

  async #sendRequested(): Promise<void> {
    const { experiments, exporter, maySend } = this.#options;
    if (!maySend()) return;
    for (const { runId, experiment } of await experiments.listRequested(exporter))
      await this.#sendRun(runId, experiment);
  }

  async #sendRun(runId: string, request: Request): Promise<void> {
    const { experiments, exporter, api } = this.#options;
    const built = await this.#build(runId);
    const total = built.reduce((sum, { items }) => sum + items.length, 0);
    let now: Request = { ...request, total };
    const save = async (changed: Partial<Request>) => {
      now = { ...now, ...changed };
      await experiments.save(exporter, runId, now);
    };
    const persist = <Value>(action: () => Promise<Value>) => this.#persist(action, now, save);
    try {
      let before = 0;
      for (const experiment of built) {
        const left = experiment.items.slice(Math.max(0, now.sent - before));
        before += experiment.items.length;
        if (left.length === 0) continue;
        const send = await persist(() => api.open(experiment, this.#stop.signal));
        for (let from = 0; from < left.length; from += CHUNK) {
          const items = left.slice(from, from + CHUNK);
          await persist(() => send(items, this.#stop.signal));
          await save({ sent: now.sent + items.length, fault: null });
        }
      }
      await save({ status: "sent", fault: null });
    } catch (error) {
      if (!(error instanceof SendError) || this.#stop.signal.aborted) throw error;
      this.#options.onFault(error, "send an experiment");
      await save({ status: "failed", fault: toSendFault(error, null, this.#clock.wallTime()) });
    }
  }

  async #build(runId: string): Promise<readonly Experiment[]> {
    const { log, content } = this.#options;
    const state = await log.readState(runId);
    const built: Experiment[] = [];
    for (const scenario of state?.spec.scenarios ?? []) {
      const segments = await log.readSegments(runId, scenario.id);
      const results = segments.flatMap((segment) => segment.results);
      const experiment = state === null ? null : buildExperiment(state, scenario, results, content);
      if (experiment !== null) built.push(experiment);
    }
    return built;
  }

  /** Until the receiver has answered. Throws a SendError that no other try would change. */
  async #persist<Value>(
    action: () => Promise<Value>,
    { fault: before }: Request,
    save: (changed: Partial<Request>) => Promise<void>,
  ): Promise<Value> {
    let fault = before;
    for (let tries = 0; ; tries++) {
      try {
        return await action();
      } catch (error) {
        this.#stop.signal.throwIfAborted();
        if (!(error instanceof SendError) || FINAL.has(error.status)) throw error;
        if (fault === null) this.#options.onFault(error, "send an experiment");
        fault = toSendFault(error, fault, this.#clock.wallTime());
        await save({ fault });
        await delay(computeBackOffMs(tries, error, this.#timing), undefined, { signal: this.#stop.signal });
        if (!this.#options.maySend()) throw new Error("another process sends", { cause: error });
      }
    }
  }

  async #untilNoticed(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    const timer = setTimeout(resolve, this.#timing.lookMs);
    if (this.#isNoticed || this.#stop.signal.aborted) resolve();
    await promise;
    clearTimeout(timer);
    this.#wake = () => undefined;
  }
}
