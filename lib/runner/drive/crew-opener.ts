import { requireScenario } from "../../core/run/scenarios.ts";
import type { EventLog } from "../../core/ports/event-log.ts";
import type { InputStore } from "../../core/ports/input-store.ts";
import type { SkillHost } from "../../core/ports/skill-host.ts";
import type { RunState } from "../../core/run/state.ts";
import type { Skill } from "../../skills/contract/contract.ts";
import type { SkillRegistry } from "../../skills/registry.ts";
import type { Crew } from "../crew/crew.ts";
import type { CrewListener } from "../crew/crew-listener.ts";
import { openCrew, openCrews, type OpenCrewsOptions } from "./open-crews.ts";
import type { RunClock } from "./run-clock.ts";
import { createRunInputReader, type RunInputReader } from "./run-input.ts";

export type CrewOpenerOptions = {
  readonly log: EventLog;
  readonly inputs: Pick<InputStore, "readRows">;
  readonly host: SkillHost;
  readonly skills: SkillRegistry;
  readonly clock: RunClock;
  /** the run as it is now */
  readonly state: () => RunState;
  readonly listenerOf: (scenarioId: string) => CrewListener;
};

/** The diagnosis of a run that cannot begin; a retry is refused in core's words. */
export const MISSING_INPUT =
  "The input of this run is not in the database any more: give the file again and start a new run.";

/** Opens crews with what a run needs beside its log: the skill as it is installed here, and the presenter's own rows. */
export class CrewOpener {
  readonly #options: CrewOpenerOptions;
  readonly #readInput: RunInputReader;

  constructor(options: CrewOpenerOptions) {
    this.#options = options;
    this.#readInput = createRunInputReader(options.inputs);
  }

  /** null when the run's skill is not installed here */
  get skill(): Skill | null {
    return this.#options.skills.get(this.#options.state().spec.skillId) ?? null;
  }

  /** Whether the run needs rows of the presenter's own that are not in the database any more. */
  async lacksInput(): Promise<boolean> {
    const { spec } = this.#options.state();
    return spec.input !== null && (await this.#readInput(spec)) === null;
  }

  /** A crew for each scenario that has not ended. */
  async openAll(): Promise<ReadonlyMap<string, Crew>> {
    return await openCrews(await this.#openOptions());
  }

  /** Goes by what the log says of the attempts before. */
  async openAttempt(scenarioId: string, attempt: number): Promise<Crew> {
    const options = await this.#openOptions();
    return await openCrew(options, requireScenario(options.state, scenarioId), attempt);
  }

  async #openOptions(): Promise<OpenCrewsOptions> {
    const { log, host, clock, listenerOf, state } = this.#options;
    const { runId, spec } = state();
    const { skill } = this;
    if (skill === null) throw new Error(`Run ${runId}: its skill is not installed here`);
    const rows = await this.#readInput(spec);
    if (rows === null && spec.input !== null) throw new Error(`Run ${runId}: ${MISSING_INPUT}`);
    return { log, host, rows, state: state(), skill, clock, listenerOf };
  }
}
