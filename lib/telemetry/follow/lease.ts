import type { ExportPlaces, ExportReport } from "../../core/ports/export-places.ts";

export type LeaseOptions = {
  readonly places: Pick<ExportPlaces, "acquire" | "release">;
  readonly exporter: string;
  /** unique per process */
  readonly owner: string;
  readonly leaseMs: number;
  /** stored with each renewal */
  readonly report: () => ExportReport;
  readonly onFault: (error: unknown) => void;
};

/** Makes one process at a time send for an exporter. */
export class Lease {
  readonly #options: LeaseOptions;
  #isHeld = false;
  #lost = new AbortController();

  constructor(options: LeaseOptions) {
    this.#options = options;
  }

  /** Whether this process has it, as of the last time that it asked. */
  get isHeld(): boolean {
    return this.#isHeld;
  }

  /**
   * Runs `work` while this process has the lease, which is renewed however long a request takes; the signal aborts once another
   * process has it. False without `work` if another has it already.
   */
  async during(work: (lost: AbortSignal) => Promise<void>): Promise<boolean> {
    if (!(await this.#acquire())) return false;
    const lost = (this.#lost = new AbortController());
    const timer = setInterval(() => void this.renew(), this.#options.leaseMs / 3);
    try {
      await work(lost.signal);
    } finally {
      clearInterval(timer);
    }
    return true;
  }

  /** Lets another process send at once. */
  release(): Promise<void> {
    return this.#options.places.release(this.#options.exporter, this.#options.owner);
  }

  /** Also stores the report, at once. */
  async renew(): Promise<void> {
    try {
      if (!(await this.#acquire())) this.#lost.abort();
    } catch (error) {
      this.#options.onFault(error);
    }
  }

  async #acquire(): Promise<boolean> {
    const { places, exporter, owner, leaseMs, report } = this.#options;
    this.#isHeld = await places.acquire(exporter, owner, leaseMs, report());
    return this.#isHeld;
  }
}
