import type { Crew } from "../crew/crew.ts";

/** The crew of each scenario's current attempt. A dismissed crew stays readable while its processes end. */
export class CrewRoster {
  readonly #runId: string;
  readonly #crews = new Map<string, Crew>();
  readonly #dismissed = new Map<Crew, Promise<void>>();

  constructor(runId: string) {
    this.#runId = runId;
  }

  /** Replaces the crew of the previous attempt; the new workers start to prepare. */
  add(crew: Crew, workers: number): void {
    this.#crews.set(crew.scenarioId, crew);
    void crew.addWorkers(workers);
  }

  get all(): readonly Crew[] {
    return [...this.#crews.values()];
  }

  /** The crews that are not dismissed. */
  get open(): readonly Crew[] {
    return this.all.filter((crew) => !this.#dismissed.has(crew));
  }

  require(scenarioId: string): Crew {
    const crew = this.#crews.get(scenarioId);
    if (crew === undefined) throw new Error(`Run ${this.#runId}: no crew for scenario ${scenarioId}`);
    return crew;
  }

  /** Closes the crew's tally now and ends its processes in the background. */
  dismiss(crew: Crew): void {
    if (!this.#dismissed.has(crew)) this.#dismissed.set(crew, crew.end());
  }

  async close(): Promise<void> {
    for (const crew of this.all) this.dismiss(crew);
    await Promise.all(this.#dismissed.values());
  }
}
