import type { Clock } from "../../core/ports/clock.ts";
import type { EventLog, LogNotice } from "../../core/ports/event-log.ts";
import type { Shortage } from "../../core/ports/storage.ts";
import type { QueueSource } from "./queue-position.ts";
import { WatchedRun, type Broadcast } from "./watched-run.ts";

/** How long a run stays in memory after its last viewer has left. */
const LINGER_MS = 30_000;

type Entry = { readonly opening: Promise<WatchedRun | null>; watched: WatchedRun | null; neededMs: number };

type Deps = {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly broadcast: Broadcast;
  readonly shortage?: () => Shortage | null;
  readonly queue?: QueueSource;
  readonly report: (what: string, error: unknown) => void;
};

/** The runs with viewers. Each run is followed once, regardless of the number of viewers. */
export class WatchedRuns {
  readonly #deps: Deps;
  readonly #entries = new Map<string, Entry>();
  #unsubscribe: (() => Promise<void>) | null = null;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Subscribes to the log. Must be called before the first `watch`. */
  async start(): Promise<void> {
    this.#unsubscribe = await this.#deps.log.subscribe((notice) => this.#onNotice(notice));
  }

  /** null for an unknown run. Rejects when the log cannot be read. */
  watch(runId: string): Promise<WatchedRun | null> {
    const known = this.#entries.get(runId);
    if (known !== undefined) {
      known.neededMs = this.#deps.clock.nowMs();
      return known.opening;
    }
    const opening = WatchedRun.open(this.#deps, runId);
    const entry: Entry = { opening, watched: null, neededMs: this.#deps.clock.nowMs() };
    this.#entries.set(runId, entry);
    opening.then(
      (watched) => this.#opened(runId, entry, watched),
      () => this.#entries.delete(runId), // the caller gets the rejection; the next call retries
    );
    return opening;
  }

  /** A run that is open already; undefined otherwise. */
  find(runId: string): WatchedRun | undefined {
    const entry = this.#entries.get(runId);
    if (entry === undefined || entry.watched === null) return undefined;
    entry.neededMs = this.#deps.clock.nowMs();
    return entry.watched;
  }

  /** All runs in memory, with or without viewers. */
  watched(): WatchedRun[] {
    return [...this.#entries.values()].flatMap(({ watched }) => watched ?? []);
  }

  /** Evicts runs without viewers for LINGER_MS. */
  sweep(hasViewers: (runId: string) => boolean): void {
    const nowMs = this.#deps.clock.nowMs();
    for (const [runId, entry] of this.#entries) {
      if (hasViewers(runId)) entry.neededMs = nowMs;
      if (entry.watched === null || nowMs - entry.neededMs < LINGER_MS) continue;
      entry.watched.close();
      this.#entries.delete(runId);
    }
  }

  async close(): Promise<void> {
    await this.#unsubscribe?.();
    for (const watched of this.watched()) watched.close();
    this.#entries.clear();
  }

  #opened(runId: string, entry: Entry, watched: WatchedRun | null): void {
    if (watched === null) this.#entries.delete(runId);
    entry.watched = watched;
    // notices that arrived while the run was opening were dropped
    watched?.notice();
  }

  #onNotice(notice: LogNotice): void {
    if (notice.kind === "relisten") return this.watched().forEach((watched) => watched.notice());
    const watched = this.#entries.get(notice.runId)?.watched;
    if (notice.kind === "heartbeat") return watched?.beat();
    watched?.notice(notice.seq);
    for (const other of this.watched()) other.noticeOther(notice.runId);
  }
}
