import { shortageOf, type Storage } from "../core/ports/storage.ts";

/** The pages show a shortage a little longer than this after its last report. */
const REPORT_INTERVAL_MS = 1_000;

/** Reports to the pages what the database lacks, at most once a second. */
export class ShortageReports {
  readonly #storage: Pick<Storage, "reportShortage">;
  readonly #nowMs: () => number;
  readonly #onFailed: (error: unknown) => void;
  #reportedMs = Number.NEGATIVE_INFINITY;

  constructor(
    storage: Pick<Storage, "reportShortage">,
    { nowMs, onFailed }: { nowMs: () => number; onFailed: (error: unknown) => void },
  ) {
    this.#storage = storage;
    this.#nowMs = nowMs;
    this.#onFailed = onFailed;
  }

  /** Call with every error of the store; others than shortages are not reported. */
  note(cause: unknown): void {
    const shortage = shortageOf(cause);
    if (shortage === null || this.#nowMs() - this.#reportedMs < REPORT_INTERVAL_MS) return;
    this.#reportedMs = this.#nowMs();
    this.#storage.reportShortage(shortage).catch(this.#onFailed);
  }
}
