import type { Clock } from "../../core/ports/clock.ts";
import type { Stage, StageStore } from "../../core/ports/run-store.ts";

/** A hall rejoining at once asks the database once, not once a phone. */
const FRESH_MS = 1_000;

type Known = { readonly stage: Stage; readonly readMs: number };

/** Stages by join code, remembered so that those who know a good code can still join while the database is away. */
export class StageCache {
  readonly #stages: StageStore;
  readonly #clock: Clock;
  readonly #byCode = new Map<string, Known>();
  readonly #asking = new Map<string, Promise<Stage | null>>();

  constructor(stages: StageStore, clock: Clock) {
    this.#stages = stages;
    this.#clock = clock;
  }

  /** null for a code that is unknown, renewed or expired. Rejects only for codes that were never seen. */
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

  /** The stage as it stands now, not as remembered. Rejects while the database is away. */
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
