import { computeReclaimBackOffMs } from "../core/decide/reclaim.ts";
import { Signal } from "./drive/signal.ts";

/** Counts the losses of each run in a row, and delays its next claim. */
export class ReclaimBackOff {
  readonly #random: () => number;
  readonly #losses = new Map<string, number>();
  readonly #waiting = new Map<string, Signal>();

  constructor(random: () => number) {
    this.#random = random;
  }

  /** Whether this runner is about to claim the run again. */
  has(runId: string): boolean {
    return this.#waiting.has(runId);
  }

  /** `hasAdvanced`: the run has made progress since its previous loss. */
  async wait(runId: string, hasAdvanced: boolean): Promise<void> {
    const losses = hasAdvanced ? 1 : (this.#losses.get(runId) ?? 0) + 1;
    this.#losses.set(runId, losses);
    const signal = new Signal();
    this.#waiting.set(runId, signal);
    await signal.wait(computeReclaimBackOffMs(losses, this.#random()));
    this.#waiting.delete(runId);
  }

  /** Ends the run's delay, because a person is waiting for it. */
  end(runId: string): void {
    this.#waiting.get(runId)?.raise();
  }

  endAll(): void {
    for (const signal of this.#waiting.values()) signal.raise();
  }

  /** Call when the run has not been lost. */
  forget(runId: string): void {
    this.#losses.delete(runId);
  }
}
