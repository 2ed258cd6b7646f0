import type { Stage, StageStore } from "../../core/ports/stage-store.ts";

type Reads = { readonly running: Promise<Stage | null>; waiting: Promise<Stage | null> | null };

/**
 * Stages by join code. Every answer is read after the request, with no change announced since; an audience that joins at
 * once shares the reads. Only while the database is unavailable is a stage answered from memory, so that phones can still join.
 */
export class StageCache {
  readonly #stages: Pick<StageStore, "findByCode">;
  readonly #remembered = new Map<string, Stage>();
  readonly #reads = new Map<string, Reads>();
  #changes = 0;

  constructor(stages: Pick<StageStore, "findByCode">) {
    this.#stages = stages;
  }

  /** Called when a stage has another run or another code: nothing read before counts any more. */
  onChange(): void {
    this.#changes += 1;
    this.#remembered.clear();
  }

  /** null for a code that is unknown, renewed or expired. Rejects while the database is unavailable for a code that is not remembered. */
  async findByCode(code: string): Promise<Stage | null> {
    try {
      return await this.reread(code);
    } catch (error) {
      const remembered = this.#remembered.get(code);
      if (remembered === undefined) throw error;
      return remembered;
    }
  }

  /** Like `findByCode`, but rejects whenever the database is unavailable. */
  async reread(code: string): Promise<Stage | null> {
    for (;;) {
      const changes = this.#changes;
      const stage = await this.#read(code);
      if (changes !== this.#changes) continue;
      if (stage === null) this.#remembered.delete(code);
      else this.#remembered.set(code, stage);
      return stage;
    }
  }

  /** A read under way may be older than the request, so concurrent requests share the next one. */
  #read(code: string): Promise<Stage | null> {
    const reads = this.#reads.get(code);
    if (reads === undefined) return this.#start(code);
    reads.waiting ??= reads.running.then(ignore, ignore).then(() => this.#start(code));
    return reads.waiting;
  }

  #start(code: string): Promise<Stage | null> {
    const reads: Reads = { running: this.#stages.findByCode(code), waiting: null };
    this.#reads.set(code, reads);
    const finish = () => {
      if (reads.waiting === null) this.#reads.delete(code);
    };
    reads.running.then(finish, finish);
    return reads.running;
  }
}

function ignore(): void {}
