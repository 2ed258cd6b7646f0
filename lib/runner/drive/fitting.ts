import { haveAllEnded } from "../../core/run/run-status.ts";
import type { SmokeLimits } from "../smoke/smoke-run.ts";
import type { CrewOpener } from "./crew-opener.ts";
import type { IdleCrews } from "./idle-crews.ts";
import type { Recorder } from "./recorder.ts";

export type FittingOptions = {
  readonly recorder: Recorder;
  readonly opener: CrewOpener;
  readonly idleCrews: IdleCrews;
  readonly limits: SmokeLimits;
  readonly onChange: () => void;
  readonly onFailed: (error: unknown) => void;
};

/**
 * Fits the sizes of a preparing run in the background, so that cancel, stop and a lost lease take effect meanwhile, and then
 * starts its workers. The fact is recorded before them: whoever takes the run over later finds the sizes in the log.
 */
export class Fitting {
  readonly #options: FittingOptions;
  readonly #closing = new AbortController();
  #underWay: Promise<void> | null = null;

  constructor(options: FittingOptions) {
    this.#options = options;
  }

  /** False once all scenarios are cancelled: nothing is left to be fitted. */
  get isUnderWay(): boolean {
    return this.#underWay !== null && !haveAllEnded(this.#options.recorder.state);
  }

  begin(): void {
    const { idleCrews, onChange, onFailed } = this.#options;
    // until the sizes are known there are no crews; a cancel meanwhile opens them without workers
    idleCrews.close();
    this.#underWay = this.#fit()
      .catch(onFailed)
      .finally(() => {
        this.#underWay = null;
        onChange();
      });
  }

  async #fit(): Promise<void> {
    const { recorder, opener, idleCrews, limits } = this.#options;
    const { signal } = this.#closing;
    const fact = await opener.fitSizes(limits, signal);
    if (signal.aborted || haveAllEnded(recorder.state)) return;
    recorder.record([fact]);
    // crews that a cancel has opened have the planned sizes
    idleCrews.close();
    await idleCrews.startWorkers();
  }

  /** Resolves when the processes of the smoke run have ended. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#underWay;
  }
}
