import type { Clock } from "../../core/ports/clock.ts";
import { MIN_FREE_BYTES, shortageOf, type Shortage, type Storage } from "../../core/ports/storage.ts";

/** Runners report about once a second while they cannot store. */
const REPORT_VALID_MS = 3_000;
const TICK_MS = 1_000;
/** A health check asks the database itself, at most this often. */
const PROBE_INTERVAL_MS = 10_000;

type Deps = {
  readonly storage: Pick<Storage, "probe" | "subscribe">;
  readonly clock: Clock;
  /** free bytes on the database's disk, if that is a disk of this machine; null: unknown */
  readonly readFreeBytes: () => Promise<number | null>;
};

/** What the database lacks, from the runners' reports, from probes, and from its disk where that can be seen. */
export class ShortageWatch {
  readonly #deps: Deps;
  #reported: { readonly shortage: Shortage; readonly atMs: number } | null = null;
  #probed: Shortage | null = null;
  #probedMs = Number.NEGATIVE_INFINITY;
  #isDiskFull = false;
  #ticking = false;
  #timer: NodeJS.Timeout | null = null;
  #unsubscribe: () => Promise<void> = async () => undefined;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    this.#unsubscribe = await this.#deps.storage.subscribe((shortage) => {
      this.#reported = { shortage, atMs: this.#deps.clock.nowMs() };
    });
    this.#timer = setInterval(() => void this.#tick(), TICK_MS);
    this.#timer.unref();
  }

  get current(): Shortage | null {
    const reported = this.#reported;
    if (reported !== null && this.#deps.clock.nowMs() - reported.atMs < REPORT_VALID_MS) return reported.shortage;
    return this.#probed ?? (this.#isDiskFull ? "disk-full" : null);
  }

  /** Never rejects. Finds a shortage also while nothing is being stored. */
  async check(): Promise<Shortage | null> {
    if (this.#deps.clock.nowMs() - this.#probedMs >= PROBE_INTERVAL_MS) await this.#probe();
    return this.current;
  }

  async close(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#unsubscribe();
  }

  async #tick(): Promise<void> {
    if (this.#ticking) return;
    this.#ticking = true;
    const freeBytes = await this.#deps.readFreeBytes();
    this.#isDiskFull = freeBytes !== null && freeBytes < MIN_FREE_BYTES;
    if (this.current !== null) await this.#probe();
    this.#ticking = false;
  }

  async #probe(): Promise<void> {
    this.#probedMs = this.#deps.clock.nowMs();
    try {
      await this.#deps.storage.probe();
      this.#probed = null;
    } catch (error) {
      // a database that has stopped for want of space does not say so: what it lacked before still holds
      this.#probed = shortageOf(error) ?? this.#probed;
    }
  }
}
