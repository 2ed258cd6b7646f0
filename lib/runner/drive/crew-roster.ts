import type { Crew } from "../crew/crew.ts";

/** The crew of each scenario's current attempt. A dismissed crew stays readable while its processes end. */
export class CrewRoster {
  readonly #runId: string;
  readonly #crews = new Map<string, Crew>();
  readonly #dismissed = new Map<Crew, Promise<void>>();
  /** crews that are forgotten while their processes end */
  readonly #ending = new Set<Promise<void>>();

  constructor(runId: string) {
    this.#runId = runId;
  }

  /** Replaces the crew of the previous attempt; the new workers start to prepare. */
  add(crew: Crew, workers: number): void {
    this.put(crew);
    void this.startWorkers(crew, workers);
  }

  /** Adds a crew without workers. */
  put(crew: Crew): void {
    this.#crews.set(crew.scenarioId, crew);
  }

  /** Resolves when they are ready or could not be started. */
  startWorkers(crew: Crew, workers: number): Promise<void> {
    return crew.addWorkers(workers);
  }

  find(scenarioId: string): Crew | null {
    return this.#crews.get(scenarioId) ?? null;
  }

  get all(): readonly Crew[] {
    return [...this.#crews.values()];
  }

  /** The crews that are not dismissed. */
  get open(): readonly Crew[] {
    return this.all.filter((crew) => !this.#dismissed.has(crew));
  }

  require(scenarioId: string): Crew {
    const crew = this.find(scenarioId);
    if (crew === null) throw new Error(`Run ${this.#runId}: no crew for scenario ${scenarioId}`);
    return crew;
  }

  /** Closes the crew's tally now and ends its processes in the background. */
  dismiss(crew: Crew): void {
    if (!this.#dismissed.has(crew)) this.#dismissed.set(crew, crew.end());
  }

  /** Dismisses all crews and forgets them, so that a run that waits for long keeps neither processes nor results in memory. */
  clear(): void {
    for (const crew of this.all) this.dismiss(crew);
    for (const ended of this.#dismissed.values()) {
      const ending = ended.finally(() => this.#ending.delete(ending));
      this.#ending.add(ending);
    }
    this.#crews.clear();
    this.#dismissed.clear();
  }

  async close(): Promise<void> {
    this.clear();
    await Promise.all(this.#ending);
  }
}
