import { lacksWorkers } from "../../core/decide/idle-workers.ts";
import { countSlots } from "../../core/decide/lending.ts";
import { areWorkersEnded } from "../../core/run/run-status.ts";
import { requireScenario } from "../../core/run/scenarios.ts";
import type { RunState } from "../../core/run/state.ts";
import type { CrewOpener } from "./crew-opener.ts";
import type { CrewRoster } from "./crew-roster.ts";

export type IdleCrewsOptions = {
  readonly crews: CrewRoster;
  readonly opener: CrewOpener;
  /** the current state of the run */
  readonly state: () => RunState;
  /** fails the run: its uploaded rows were deleted while it waited */
  readonly onInputMissing: () => void;
};

/** Closes the crews of a run that waits for long, and opens them again from the log, as a takeover does. */
export class IdleCrews {
  readonly #options: IdleCrewsOptions;
  #closed = false;
  #opening: Promise<void> = Promise.resolve();
  #started: Promise<unknown> = Promise.resolve();

  constructor(options: IdleCrewsOptions) {
    this.#options = options;
  }

  /** The run's state must be durable, with all results in the log. */
  close(): void {
    this.#closed = true;
    this.#options.crews.clear();
    this.#options.opener.forgetInput();
  }

  /** Opens the crews without workers. */
  reopen(): Promise<void> {
    if (this.#closed) {
      this.#closed = false;
      this.#opening = this.#open();
    }
    return this.#opening;
  }

  async #open(): Promise<void> {
    const { crews, opener, onInputMissing } = this.#options;
    if (await opener.lacksInput()) return onInputMissing();
    for (const [id, crew] of await opener.openAll()) if (crews.find(id) === null) crews.put(crew);
  }

  /** Starts the workers of all open scenarios that have none. */
  async startWorkers(): Promise<void> {
    await this.reopen();
    const { crews, state } = this.#options;
    const lacking = crews.open.filter((crew) => lacksWorkers(crew.work));
    const starts = lacking.map((crew) =>
      crews.startWorkers(crew, countSlots(requireScenario(state(), crew.scenarioId))),
    );
    if (starts.length > 0) this.#started = Promise.all(starts);
  }

  /** Resolves when the workers are ready or could not be started. */
  async whenStarted(): Promise<void> {
    await this.#started;
  }

  /** Whether a fault has no process to act on, because the workers were ended; false once they cannot be started. */
  isWithoutWorkers(scenarioId: string): boolean {
    const { crews, state } = this.#options;
    const work = crews.find(scenarioId)?.work;
    const hasWorkers = work !== undefined && (work.fatal !== null || work.freeWorkers + work.inFlight.length > 0);
    return areWorkersEnded(state()) && !hasWorkers;
  }
}
