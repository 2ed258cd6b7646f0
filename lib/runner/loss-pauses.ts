import { computeReclaimPauseMs } from "../core/decide/reclaim.ts";
import { Signal } from "./drive/signal.ts";

/** Counts the losses of each run in a row, and pauses before it is claimed again. */
export class LossPauses {
  readonly #random: () => number;
  readonly #losses = new Map<string, number>();
  readonly #pausing = new Map<string, Signal>();

  constructor(random: () => number) {
    this.#random = random;
  }

  /** Whether the run is about to be claimed again here, so that nobody else here needs to. */
  has(runId: string): boolean {
    return this.#pausing.has(runId);
  }

  /** `hasAdvanced`: the run has made progress since its previous loss. */
  async pause(runId: string, hasAdvanced: boolean): Promise<void> {
    const losses = hasAdvanced ? 1 : (this.#losses.get(runId) ?? 0) + 1;
    this.#losses.set(runId, losses);
    const signal = new Signal();
    this.#pausing.set(runId, signal);
    await signal.wait(computeReclaimPauseMs(losses, this.#random()));
    this.#pausing.delete(runId);
  }

  /** Ends the run's pause, because a person is waiting for it. */
  end(runId: string): void {
    this.#pausing.get(runId)?.raise();
  }

  endAll(): void {
    for (const signal of this.#pausing.values()) signal.raise();
  }

  /** Call when the run has not been lost. */
  forget(runId: string): void {
    this.#losses.delete(runId);
  }
}
