import type { Clock } from "../../core/ports/clock.ts";
import type { Stage, StageStore } from "../../core/ports/run-store.ts";

/** When a whole audience rejoins at once, the database is read once instead of once per phone. */
const FRESH_MS = 1_000;

type Known = { readonly stage: Stage; readonly readMs: number };

/** Stages by join code, cached so that a valid code still works while the database is unavailable. */
export class StageCache {
  readonly #stages: StageStore;
  readonly #clock: Clock;
  readonly #byCode = new Map<string, Known>();
  readonly #asking = new Map<string, Promise<Stage | null>>();

  constructor(stages: StageStore, clock: Clock) {
    this.#stages = stages;
    this.#clock = clock;
  }

  /** null for a code that is unknown, renewed or expired. While the database is unavailable it rejects only for codes that are not cached. */
  async findByCode(code: string): Promise<Stage | null> {
    const known = this.#byCode.get(code);
    if (known !== undefined && this.#clock.nowMs() - known.readMs < FRESH_MS) return known.stage;
    const asking = this.#asking.get(code) ?? this.#ask(code);
    this.#asking.set(code, asking);
    try {
      return await asking;
    } catch (error) {
      if (known === undefined) throw error;
      return known.stage;
    } finally {
      this.#asking.delete(code);
    }
  }

  /** Reads the stage, bypassing the cache. Rejects while the database is unavailable. */
  reread(code: string): Promise<Stage | null> {
    return this.#ask(code);
  }

  async #ask(code: string): Promise<Stage | null> {
    const stage = await this.#stages.findByCode(code);
    if (stage === null) this.#byCode.delete(code);
    else this.#byCode.set(code, { stage, readMs: this.#clock.nowMs() });
    return stage;
  }
}
