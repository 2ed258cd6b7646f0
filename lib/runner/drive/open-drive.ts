import { requireScenario } from "../../core/run/scenarios.ts";
import type { ScenarioTotals } from "../../core/run/totals.ts";
import type { RetryBlocker, UnstampedFact } from "../../core/decide/decision.ts";
import { factsForSkillChange, totalsOf } from "../../core/decide/decide.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { CommandInbox } from "../../core/ports/command-inbox.ts";
import type { InputStore } from "../../core/ports/input-store.ts";
import type { Claim, EventLog } from "../../core/ports/event-log.ts";
import type { SkillHost } from "../../core/ports/skill-host.ts";
import type { RunState, ScenarioState } from "../../core/run/state.ts";
import { isEnded } from "../../core/run/statuses.ts";
import type { Skill } from "../../skills/contract/contract.ts";
import type { SkillRegistry } from "../../skills/registry.ts";
import { Attempts, type RetryStep } from "./attempts.ts";
import type { Crew, CrewListener } from "../crew/crew.ts";
import { openCrew, openCrews, type OpenCrewsOptions } from "./open-crews.ts";
import { startProgressSampler } from "./progress-sampler.ts";
import { Recorder } from "./recorder.ts";
import { createRunInputReader, type RunInputReader } from "./run-input.ts";
import { createRunClock, type RunClock } from "./run-clock.ts";
import { SkillLogs } from "../crew/skill-log.ts";

/** A run that has brought down this many runners is not tried again. */
const MAX_CRASHES = 3;

export type DriveDependencies = {
  readonly log: EventLog;
  readonly inputs: Pick<InputStore, "readRows">;
  readonly commands: CommandInbox;
  readonly host: SkillHost;
  readonly skills: SkillRegistry;
  readonly clock: Clock;
  readonly runnerId: string;
};

/** Told as the diagnosis of a run that cannot begin; a retry is refused in core's words. */
const MISSING_INPUT = "The input of this run is not in the database any more: give the file again and start a new run.";

type DriveListener = { readonly onChange: () => void; readonly onWriteFailed: (error: unknown) => void };

/** What a drive holds while it lasts: the recorder, the crews and the run's clock. */
export class OpenedDrive {
  readonly recorder: Recorder;
  readonly clock: RunClock;
  /** set when the run is given up without asking its skill again */
  diagnosis: string | null = null;
  /** set when no scenario can be tried again */
  retryBlocker: RetryBlocker | null = null;
  readonly crews = new Map<string, Crew>();
  readonly #deps: DriveDependencies;
  readonly #claim: Claim;
  readonly #listener: DriveListener;
  readonly #readInput: RunInputReader;
  readonly #attempts = new Attempts();
  readonly #dismissed = new Map<Crew, Promise<void>>();
  readonly #logs: SkillLogs;
  /** crews whose first workers are not ready yet */
  #preparing = 0;
  #stopSampling: (() => void) | null = null;

  constructor(deps: DriveDependencies, claim: Claim, state: RunState, listener: DriveListener) {
    this.#deps = deps;
    this.#claim = claim;
    this.#listener = listener;
    this.#readInput = createRunInputReader(deps.inputs);
    this.#logs = new SkillLogs(
      () => deps.clock.nowMs(),
      (facts) => this.#recordLog(facts),
    );
    this.clock = createRunClock(deps.clock, state.atMs, state.startedAt !== null);
    this.recorder = new Recorder({
      writer: deps.log.openWriter(claim),
      clock: this.clock,
      runner: { role: "runner", name: deps.runnerId },
      state,
      takeSegments: () => [...this.crews.values()].flatMap((crew) => crew.tally.takeSegments()),
      onWriteFailed: listener.onWriteFailed,
    });
  }

  /** Records the claim and lets all scenarios prepare side by side; `onChange` tells when they have. */
  async begin(): Promise<void> {
    this.#recordClaim();
    const { state } = this.recorder;
    const skill = this.#skill;
    if (this.#claim.crashes >= MAX_CRASHES) {
      this.retryBlocker = "too-many-crashes";
      return this.#giveUp(tooManyCrashes(this.#claim.crashes));
    }
    if (skill === null) return this.#giveUp(`The skill "${state.spec.skillId}" is not installed here.`);
    this.noteSkillChange();
    const options = await this.#crewOptions(skill);
    if (options === null) {
      this.retryBlocker = "input-missing";
      return this.#giveUp(MISSING_INPUT);
    }
    for (const [id, crew] of await openCrews(options)) {
      this.crews.set(id, crew);
      const { load, borrowedWorkers } = requireScenario(state, id);
      this.#prepare(crew, load.concurrency + borrowedWorkers);
    }
  }

  /** Looks, before a retry of an ended run is answered, whether it could be done: what is accepted is tried at every claim. */
  async examine(): Promise<void> {
    const { state } = this.recorder;
    // the crashes before the end are the diagnosis that it may have; those since come of the retry alone
    if (this.#claim.crashes - state.crashes >= MAX_CRASHES) this.retryBlocker = "too-many-crashes";
    else if (state.spec.input !== null && (await this.#readInput(state.spec)) === null)
      this.retryBlocker = "input-missing";
  }

  /** Reads what stays of the attempts before, once for each attempt: until that begins, its scenario rests. */
  openAttempt(step: RetryStep): Promise<Crew> {
    return this.#attempts.open(step, () => this.#readAttempt(step));
  }

  isAttemptOpen(step: RetryStep): boolean {
    return this.#attempts.isOpen(step);
  }

  /** The next attempt at a scenario that has failed: its workers prepare from now on. */
  beginAttempt(step: RetryStep, crew: Crew): void {
    this.#attempts.forget(step);
    this.crews.set(step.scenarioId, crew);
    this.diagnosis = null;
    this.#prepare(crew, step.load.concurrency);
  }

  async #readAttempt({ scenarioId, attempt }: RetryStep): Promise<Crew> {
    const skill = this.#skill;
    if (skill === null) throw new Error(`Run ${this.#claim.runId}: its skill is not installed here`);
    // what the attempt before has finished is read from the log
    await this.recorder.durable();
    const options = await this.#crewOptions(skill);
    if (options === null) throw new Error(`Run ${this.#claim.runId}: ${MISSING_INPUT}`);
    return await openCrew(options, requireScenario(this.recorder.state, scenarioId), attempt);
  }

  /** Tells when the run goes on under another version of its skill than it began with. */
  noteSkillChange(): void {
    const facts = factsForSkillChange(this.recorder.state, this.installedVersion);
    if (facts.length > 0) this.recorder.record(facts);
  }

  get #skill(): Skill | null {
    return this.#deps.skills.get(this.recorder.state.spec.skillId) ?? null;
  }

  /** Version of the run's skill that is installed here; null when it is not. */
  get installedVersion(): string | null {
    return this.#skill?.manifest.version ?? null;
  }

  /** null when the presenter's own rows are not there any more. */
  async #crewOptions(skill: Skill): Promise<OpenCrewsOptions | null> {
    const { log, host } = this.#deps;
    const rows = await this.#readInput(this.recorder.state.spec);
    const { state } = this.recorder;
    if (rows === null && state.spec.input !== null) return null;
    return { log, host, rows, state, skill, clock: this.clock, listenerOf: (id) => this.#crewListener(id) };
  }

  #prepare(crew: Crew, workers: number): void {
    this.#preparing += 1;
    void crew.addWorkers(workers).then(() => {
      this.#preparing -= 1;
      this.#listener.onChange();
    });
  }

  /** Whether every scenario is ready, has failed to become so, or needs not any more. */
  get isPrepared(): boolean {
    return this.#preparing === 0 || this.recorder.state.scenarios.every(isEnded);
  }

  /** Whether nobody is at work, though some are to be: those start together once all are prepared. */
  get awaitsStart(): boolean {
    const { scenarios } = this.recorder.state;
    return scenarios.some(({ status }) => status === "pending") && scenarios.every(isEndedOrPending);
  }

  /** Starts or resumes all scenarios in one statement. */
  start(): void {
    this.#recordStart();
    if (this.#stopSampling === null) this.#startSampling();
  }

  #recordClaim(): void {
    const { epoch, crashes, downtimeMs } = this.#claim;
    const runner = this.#deps.runnerId;
    const isNew = this.recorder.state.status === "queued";
    if (isNew) this.recorder.record([{ type: "run.preparing", epoch, runner }]);
    else this.recorder.record([{ type: "run.recovered", epoch, runner, crashes, downtimeMs: downtimeMs ?? 0 }]);
  }

  #recordStart(): void {
    const { state } = this.recorder;
    const facts: UnstampedFact[] = state.startedAt === null ? [{ type: "run.started" }] : [];
    for (const scenario of state.scenarios) {
      if (scenario.status === "pending")
        facts.push({ type: "scenario.started", scenarioId: scenario.id, attempt: scenario.attempt });
      if (scenario.pauseReason === "recovery") facts.push({ type: "scenario.resumed", scenarioId: scenario.id });
    }
    this.clock.start();
    if (facts.length > 0) this.recorder.record(facts);
  }

  /** Fails what has not ended; the loop then finishes the run with the diagnosis. */
  #giveUp(diagnosis: string): void {
    this.diagnosis = diagnosis;
    const open = this.recorder.state.scenarios.filter((scenario) => !isEnded(scenario));
    const facts = open.map((scenario): UnstampedFact => ({
      type: "scenario.failed",
      scenarioId: scenario.id,
      kind: "exception",
      message: diagnosis,
      totals: scenario.totals,
    }));
    this.recorder.record(facts);
  }

  #startSampling(): void {
    const sampler = startProgressSampler(
      () => this.openCrews(),
      (crew) => this.progressOf(crew),
      (facts) => this.recorder.record(facts),
    );
    this.#stopSampling = () => sampler.stop();
  }

  #crewListener(scenarioId: string): CrewListener {
    return {
      onChange: this.#listener.onChange,
      onLog: this.#logs.of(scenarioId).onLog,
      onNote: (text) => this.#recordLog([{ type: "scenario.logged", scenarioId, level: "warn", text }]),
    };
  }

  /** Before the last word: how many lines of the skills were left out. */
  tellLeftOut(): void {
    this.#logs.tellLeftOut();
  }

  /** What a skill says while it ends after the run has: run.finished stays the last word. */
  #recordLog(facts: UnstampedFact[]): void {
    if (this.recorder.state.finishedAt === null) this.recorder.record(facts);
  }

  progressOf(crew: Crew): UnstampedFact {
    return {
      type: "scenario.progressed",
      scenarioId: crew.scenarioId,
      attempt: this.attemptOf(crew),
      totals: this.totalsOf(crew),
      memoryMb: crew.memoryMb,
      workers: crew.workers,
    };
  }

  totalsOf(crew: Crew): ScenarioTotals {
    return totalsOf(this.recorder.state, crew.work, this.clock.nowMs());
  }

  /** Closes the crew's tally now and ends its processes meanwhile. */
  dismiss(crew: Crew): void {
    if (!this.#dismissed.has(crew)) this.#dismissed.set(crew, crew.end());
  }

  *openCrews(): Iterable<Crew> {
    for (const crew of this.crews.values()) if (!this.#dismissed.has(crew)) yield crew;
  }

  requireCrew(scenarioId: string): Crew {
    const crew = this.crews.get(scenarioId);
    if (crew === undefined) throw new Error(`Run ${this.#claim.runId}: no crew for scenario ${scenarioId}`);
    return crew;
  }

  attemptOf(crew: Crew): number {
    return requireScenario(this.recorder.state, crew.scenarioId).attempt;
  }

  async close(): Promise<void> {
    this.#stopSampling?.();
    for (const crew of this.crews.values()) this.dismiss(crew);
    await Promise.all(this.#dismissed.values());
    this.#logs.stop();
  }
}

function isEndedOrPending(scenario: ScenarioState): boolean {
  return scenario.status === "pending" || isEnded(scenario);
}

function tooManyCrashes(crashes: number): string {
  return `The run has brought down its runner ${crashes} times and was given up: look at the skill's memory and at the runner's log.`;
}
