import { setTimeout as delay } from "node:timers/promises";
import type { EventLog } from "../../core/ports/event-log.ts";
import { systemClock } from "../../clock.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { ExportPlaces, ExportReport, PendingRun, SendFault } from "../../core/ports/export-places.ts";
import type { TraceRecord } from "../trace/records.ts";
import { computeBackOffMs, SendError, toSendFault, type Exporter } from "./exporter.ts";
import { Lease } from "./lease.ts";
import { RunReader, UnreadableRunError } from "./run-reader.ts";

export type FollowerOptions = {
  readonly log: Pick<EventLog, "read" | "readTimedSegments" | "subscribe">;
  readonly places: ExportPlaces;
  readonly exporter: Exporter;
  /** unique per process */
  readonly owner: string;
  /** whether outcomes, options and messages of skills may go out */
  readonly content: boolean;
  readonly onFault: (error: unknown, text: string) => void;
  readonly timing?: Partial<Timing>;
  readonly clock?: Pick<Clock, "wallTime">;
};

type Timing = {
  readonly leaseMs: number;
  /** facts of this long are sent together */
  readonly gatherMs: number;
  readonly firstBackOffMs: number;
  readonly longestBackOffMs: number;
  /** for what is left at an orderly stop */
  readonly flushMs: number;
};

const TIMING: Timing = {
  leaseMs: 15_000,
  gatherMs: 1_000,
  firstBackOffMs: 500,
  longestBackOffMs: 60_000,
  flushMs: 5_000,
};

/** Records at once: a receiver answers for all of them, and more would be too large for some. */
const CHUNK = 500;
/** Unfinished runs whose reading goes on where it stood; another is read from its first fact on. */
const MAX_READERS = 50;
/** Runs that are looked up at once. */
const RUNS = 20;

/**
 * Sends every run to one receiver, as its facts are stored. The log is the queue: nothing is read ahead of what the receiver
 * has taken, so a receiver that is away costs no memory, and a run is sent on from its place after a restart.
 */
export class Follower {
  readonly #options: FollowerOptions;
  readonly #timing: Timing;
  readonly #lease: Lease;
  readonly #stop = new AbortController();
  readonly #kill = new AbortController();
  readonly #readers = new Map<string, RunReader>();
  readonly #unreadable = new Set<string>();
  readonly #counts = { sent: 0, refused: 0, failures: 0 };
  #lastFault: string | null = null;
  /** what failed last and was not done since, other than sending */
  #lastTrouble: string | null = null;
  #failing: SendFault | null = null;
  #isIdentified = false;
  /** runs with new facts; null: any run may have some */
  #noticed: Set<string> | null = null;
  #wake: () => void = () => undefined;
  #loop: Promise<void> = Promise.resolve();
  #unsubscribe: () => Promise<void> = async () => undefined;

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.#timing = { ...TIMING, ...options.timing };
    const { places, owner } = options;
    this.#lease = new Lease({
      places,
      exporter: options.exporter.name,
      owner,
      leaseMs: this.#timing.leaseMs,
      report: () => this.report,
      onFault: (error) => this.#reportTrouble("keep the exporter", error),
    });
  }

  async start(): Promise<void> {
    this.#unsubscribe = await this.#options.log.subscribe((notice) => {
      if (notice.kind === "events") this.#noticed?.add(notice.runId);
      // some notices may be missing
      if (notice.kind === "relisten") this.#noticed = null;
      if (notice.kind !== "heartbeat") this.#wake();
    });
    this.#loop = this.#run();
  }

  /** What it has sent so far, and what stands in the way. */
  get report(): ExportReport {
    return { ...this.#counts, fault: this.#lastFault, failing: this.#failing };
  }

  get name(): string {
    return this.#options.exporter.name;
  }

  /** Whether this process has the lease, as of the last time that it asked. */
  get isSending(): boolean {
    return this.#lease.isHeld;
  }

  /** Sends what is left, for a few seconds at most; the rest stays in the log for the next start. */
  async close(): Promise<void> {
    const limit = setTimeout(() => this.#kill.abort(), this.#timing.flushMs);
    this.#stop.abort();
    this.#wake();
    await this.#loop;
    clearTimeout(limit);
    await this.#unsubscribe();
    await this.#attempt("release the exporter", () => this.#lease.release());
    // a request that was cut off leaves nothing to wait for
    if (!this.#kill.signal.aborted) await this.#options.exporter.close();
  }

  /** One pass at a time. The first looks for unsent facts of all runs, the others for those of the runs that had new ones. */
  async #run(): Promise<void> {
    while (!this.#kill.signal.aborted) {
      const isLast = this.#stop.signal.aborted;
      // the notice of the last facts may not have come yet
      const noticed = isLast ? null : this.#noticed;
      this.#noticed = new Set();
      const hasSent = await this.#attempt("send runs", () => this.#pass(noticed));
      if (hasSent !== true) this.#noticed = null;
      if (isLast) return;
      if (hasSent === null) await this.#rest(this.#timing.firstBackOffMs);
      else if (!hasSent || this.#noticed?.size === 0) await this.#untilNoticed();
      await this.#rest(this.#timing.gatherMs);
    }
  }

  /** False: another process sends. */
  #pass(noticed: ReadonlySet<string> | null): Promise<boolean> {
    return this.#lease.during(async (lost) => {
      const cut = AbortSignal.any([this.#kill.signal, lost]);
      await this.#identify(cut);
      if (noticed === null) await this.#sendPending(cut);
      else for (const runId of noticed) await this.#sendPending(cut, runId);
    });
  }

  /** Asked at each pass until it is answered; runs are sent without it. */
  async #identify(cut: AbortSignal): Promise<void> {
    const { places, exporter } = this.#options;
    if (this.#isIdentified || exporter.identify === undefined) return;
    try {
      await places.locate(exporter.name, await exporter.identify(cut));
      this.#isIdentified = true;
      this.#setFault(null);
    } catch (error) {
      if (!(error instanceof SendError)) throw error;
      this.#setFault(error.message, error);
      await this.#lease.renew();
    }
  }

  /** Oldest run first; of this one alone if it is given. */
  async #sendPending(cut: AbortSignal, ofRun?: string): Promise<void> {
    const { places, exporter } = this.#options;
    while (!cut.aborted) {
      const pending = await places.listPending(exporter.name, RUNS + this.#unreadable.size, ofRun);
      const readable = pending.filter(({ runId }) => !this.#unreadable.has(runId));
      for (const run of readable) {
        if (cut.aborted) return;
        await this.#sendRun(run, cut).catch((error: unknown) => this.#leaveOut(run.runId, error));
      }
      if (readable.length < RUNS) return;
    }
  }

  /** Up to its last fact now: a run that goes on must not keep others waiting. */
  async #sendRun({ runId, sentSeq, lastSeq }: PendingRun, cut: AbortSignal): Promise<void> {
    const { log, places, exporter, content } = this.#options;
    const reader = this.#readers.get(runId) ?? new RunReader({ log, runId, afterSeq: sentSeq, content });
    // not kept while it is used: a reader that is ahead of its run's place must not be used again
    this.#readers.delete(runId);
    let [seq, isFinished] = [0, false];
    while (seq < lastSeq) {
      const reading = await reader.read();
      // the run has been deleted
      if (reading === null) return;
      for (let from = 0; from < reading.records.length; from += CHUNK)
        if (!(await this.#sendChunk(reading.records.slice(from, from + CHUNK), cut))) return;
      await places.save(exporter.name, runId, reading.seq);
      ({ seq, isFinished } = reading);
    }
    if (isFinished) return;
    this.#readers.set(runId, reader);
    const [oldest] = this.#readers.keys();
    if (this.#readers.size > MAX_READERS && oldest !== undefined) this.#readers.delete(oldest);
  }

  /** Until the next start; other runs are sent. */
  #leaveOut(runId: string, error: unknown): void {
    if (!(error instanceof UnreadableRunError)) throw error;
    this.#unreadable.add(runId);
    this.#options.onFault(error, "read a run");
  }

  /** Until the receiver has answered; false when there is no time left for that, or another process sends. */
  async #sendChunk(records: readonly TraceRecord[], cut: AbortSignal): Promise<boolean> {
    for (let tries = 0; !cut.aborted; tries++) {
      try {
        const { refused, reason } = await this.#options.exporter.send(records, cut);
        this.#counts.sent += records.length - refused;
        this.#counts.refused += refused;
        this.#setFault(reason === null ? null : `${refused} refused: ${reason}`);
        return true;
      } catch (error) {
        if (cut.aborted) return false;
        this.#counts.failures += 1;
        this.#setFault(error instanceof Error ? error.message : String(error), error);
        // pages say so at once
        if (tries === 0) await this.#lease.renew();
        const { firstBackOffMs: firstMs, longestBackOffMs: longestMs } = this.#timing;
        await this.#rest(computeBackOffMs(tries, error, { firstMs, longestMs }), cut);
      }
    }
    return false;
  }

  /** Until there are new facts, or the lease is to be renewed. */
  async #untilNoticed(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, this.#timing.leaseMs / 3);
    this.#wake = resolve;
    if (this.#stop.signal.aborted) resolve();
    await promise;
    clearTimeout(timer);
    this.#wake = () => undefined;
  }

  async #rest(ms: number, signal = this.#stop.signal): Promise<void> {
    await delay(ms, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }

  /** Null after a fault, of the database for example: the next pass tries again. */
  async #attempt<Value>(text: string, action: () => Promise<Value>): Promise<Value | null> {
    try {
      const value = await action();
      this.#lastTrouble = null;
      return value;
    } catch (error) {
      this.#reportTrouble(text, error);
      return null;
    }
  }

  /** Once: what is tried again and again fails again and again. */
  #reportTrouble(text: string, error: unknown): void {
    const trouble = `${text}: ${String(error)}`;
    if (trouble !== this.#lastTrouble) this.#options.onFault(error, text);
    this.#lastTrouble = trouble;
  }

  #setFault(fault: string | null, error: unknown = fault): void {
    if (fault !== null && fault !== this.#lastFault)
      this.#options.onFault(error, `send to ${this.#options.exporter.name}`);
    this.#lastFault = fault;
    const { clock = systemClock } = this.#options;
    this.#failing = error instanceof Error ? toSendFault(error, this.#failing, clock.wallTime()) : null;
  }
}
