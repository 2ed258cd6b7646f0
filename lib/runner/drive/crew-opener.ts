import { countMostItems } from "../../core/inputs/fit-items.ts";
import { availableParallelism } from "node:os";
import { requireScenario } from "../../core/run/scenarios.ts";
import type { EventLog } from "../../core/ports/event-log.ts";
import type { InputStore } from "../../core/ports/input-store.ts";
import type { SkillHost } from "../../core/ports/skill-host.ts";
import type { RunState } from "../../core/run/state.ts";
import type { UnstampedFact } from "../../core/decide/decision.ts";
import { fitRun } from "../smoke/fit-run.ts";
import type { SmokeLimits } from "../smoke/smoke-run.ts";
import type { InstalledSkill, InstalledSkills } from "../../skills/sources/installed-skill.ts";
import type { Crew } from "../crew/crew.ts";
import type { CrewListener } from "../crew/crew-listener.ts";
import { openCrew, openCrews, toWorkerRequest, type OpenCrewsOptions, type TraceparentOf } from "./open-crews.ts";
import type { RunClock } from "./run-clock.ts";
import { createRunInputReader, type RunInputReader } from "./run-input.ts";

export type CrewOpenerOptions = {
  readonly log: EventLog;
  readonly inputs: Pick<InputStore, "readRows">;
  readonly host: SkillHost;
  readonly skills: InstalledSkills;
  readonly clock: RunClock;
  /** advances before the start too, unlike run time */
  readonly steadyNowMs: () => number;
  /** the current state of the run */
  readonly state: () => RunState;
  readonly listenerOf: (scenarioId: string) => CrewListener;
  readonly traceparentOf: TraceparentOf | undefined;
};

/** Opens crews with what a run needs besides its log: the skill installed here and the uploaded rows. */
export class CrewOpener {
  readonly #options: CrewOpenerOptions;
  #readInput: RunInputReader;

  constructor(options: CrewOpenerOptions) {
    this.#options = options;
    this.#readInput = createRunInputReader(options.inputs);
  }

  /** Frees the memory of the uploaded rows; they are read again when a crew needs them. */
  forgetInput(): void {
    this.#readInput = createRunInputReader(this.#options.inputs);
  }

  /** null when the run's skill is not installed here */
  get skill(): InstalledSkill | null {
    return this.#options.skills.get(this.#options.state().spec.skillId) ?? null;
  }

  /** Whether the run needs uploaded rows that are no longer in the database. */
  async lacksInput(): Promise<boolean> {
    const { spec } = this.#options.state();
    return spec.input !== null && (await this.#readInput(spec)) === null;
  }

  /** A crew for each scenario that has not ended. */
  async openAll(): Promise<ReadonlyMap<string, Crew>> {
    return await openCrews(await this.#openOptions());
  }

  /** Continues from the results of earlier attempts in the log. */
  async openAttempt(scenarioId: string, attempt: number): Promise<Crew> {
    const options = await this.#openOptions();
    return await openCrew(options, requireScenario(options.state, scenarioId), attempt);
  }

  /** Fits the sizes to the run's length, with as many workers as the run will have. */
  async fitSizes(limits: SmokeLimits, signal: AbortSignal): Promise<UnstampedFact> {
    const { host, rows, skill, state } = await this.#openOptions();
    const { spec } = state;
    return await fitRun({
      spec,
      requests: spec.scenarios.map((scenario) => toWorkerRequest(spec, scenario, rows)),
      maxItems: countMostItems(skill.manifest, spec.input),
      measured: spec.input === null ? skill.manifest.measured : undefined,
      processors: availableParallelism(),
      host,
      nowMs: this.#options.steadyNowMs,
      limits,
      signal,
    });
  }

  async #openOptions(): Promise<OpenCrewsOptions> {
    const { log, host, clock, listenerOf, state, traceparentOf } = this.#options;
    const { runId, spec } = state();
    const { skill } = this;
    if (skill === null) throw new Error(`Run ${runId}: its skill is not installed here`);
    const rows = await this.#readInput(spec);
    if (rows === null && spec.input !== null) throw new Error(`Run ${runId}: its input is not in the database`);
    return { log, host, rows, state: state(), skill, clock, listenerOf, traceparentOf };
  }
}
