import { requireScenario } from "../../core/run/scenarios.ts";
import type { ScenarioTotals } from "../../core/run/totals.ts";
import type { DecisionView, RetryBlocker, UnstampedFact } from "../../core/decide/decision.ts";
import { factsForSkillChange, totalsOf } from "../../core/decide/decide.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { CommandInbox } from "../../core/ports/command-inbox.ts";
import type { InputStore } from "../../core/ports/input-store.ts";
import type { Claim, EventLog } from "../../core/ports/event-log.ts";
import type { SkillHost } from "../../core/ports/skill-host.ts";
import type { RunState, ScenarioState } from "../../core/run/state.ts";
import { isEnded } from "../../core/run/statuses.ts";
import type { SkillRegistry } from "../../skills/registry.ts";
import { Attempts, type RetryStep } from "./attempts.ts";
import type { Crew } from "../crew/crew.ts";
import type { CrewListener } from "../crew/crew-listener.ts";
import { factOfClaim, factsOfGivingUp, factsOfStart } from "./claim-facts.ts";
import { CrewOpener, MISSING_INPUT } from "./crew-opener.ts";
import { CrewRoster } from "./crew-roster.ts";
import { startProgressSampler, type ProgressSampler } from "./progress-sampler.ts";
import { Recorder } from "./recorder.ts";
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

type DriveListener = { readonly onChange: () => void; readonly onLogFailed: (error: unknown) => void };

/** What a drive holds while it lasts: the recorder, the crews and the run's clock. */
export class OpenedDrive {
  readonly recorder: Recorder;
  readonly clock: RunClock;
  readonly crews: CrewRoster;
  /** set when the run is given up without asking its skill again */
  diagnosis: string | null = null;
  /** set when no scenario can be tried again */
  #retryBlocker: RetryBlocker | null = null;
  readonly #claim: Claim;
  readonly #runnerId: string;
  readonly #opener: CrewOpener;
  readonly #attempts = new Attempts();
  readonly #logs: SkillLogs;
  #sampler: ProgressSampler | null = null;

  constructor(deps: DriveDependencies, claim: Claim, state: RunState, { onChange, onLogFailed }: DriveListener) {
    this.#claim = claim;
    this.#runnerId = deps.runnerId;
    this.clock = createRunClock(deps.clock, state.atMs, state.startedAt !== null);
    this.crews = new CrewRoster(claim.runId, onChange);
    this.recorder = new Recorder({
      writer: deps.log.openWriter(claim),
      log: deps.log,
      clock: this.clock,
      runner: { role: "runner", name: deps.runnerId },
      state,
      takeSegments: () => this.crews.all.flatMap((crew) => crew.tally.takeSegments()),
      onLogFailed,
    });
    this.#logs = new SkillLogs(
      () => deps.clock.nowMs(),
      (facts) => this.#recordLog(facts),
    );
    const { log, inputs, host, skills } = deps;
    this.#opener = new CrewOpener({
      log,
      inputs,
      host,
      skills,
      clock: this.clock,
      state: () => this.recorder.state,
      listenerOf: (scenarioId) => this.#crewListener(scenarioId, onChange),
    });
  }

  /** Records the claim and lets all scenarios prepare side by side; `onChange` is called when they have. */
  async begin(): Promise<void> {
    const { state } = this.recorder;
    this.recorder.record([factOfClaim(state, this.#claim, this.#runnerId)]);
    if (this.#claim.crashes >= MAX_CRASHES) {
      this.#retryBlocker = "too-many-crashes";
      return this.#giveUp(tooManyCrashes(this.#claim.crashes));
    }
    if (this.#opener.skill === null) return this.#giveUp(`The skill "${state.spec.skillId}" is not installed here.`);
    this.noteSkillChange();
    if (await this.#opener.lacksInput()) {
      this.#retryBlocker = "input-missing";
      return this.#giveUp(MISSING_INPUT);
    }
    for (const [id, crew] of await this.#opener.openAll()) {
      const { load, borrowedWorkers } = requireScenario(this.recorder.state, id);
      this.crews.add(crew, load.concurrency + borrowedWorkers);
    }
  }

  /** Looks, before a retry of an ended run is answered, whether it could be done: what is accepted is tried at every claim. */
  async examine(): Promise<void> {
    // the crashes before the end are the diagnosis that it may have; those since come of the retry alone
    if (this.#claim.crashes - this.recorder.state.crashes >= MAX_CRASHES) this.#retryBlocker = "too-many-crashes";
    else if (await this.#opener.lacksInput()) this.#retryBlocker = "input-missing";
  }

  /** Reads what stays of the attempts before, once for each attempt: until that begins, its scenario rests. */
  openAttempt(step: RetryStep): Promise<Crew> {
    return this.#attempts.open(step, async () => {
      // what the attempt before has finished is read from the log
      await this.recorder.durable();
      return await this.#opener.openAttempt(step.scenarioId, step.attempt);
    });
  }

  isAttemptOpen(step: RetryStep): boolean {
    return this.#attempts.isOpen(step);
  }

  /** The next attempt at a scenario that has failed: its workers prepare from now on. */
  beginAttempt(step: RetryStep, crew: Crew): void {
    this.#attempts.forget(step);
    this.diagnosis = null;
    this.crews.add(crew, step.load.concurrency);
  }

  /** Records when the run continues under another version of its skill than it began with. */
  noteSkillChange(): void {
    const facts = factsForSkillChange(this.recorder.state, this.#installedVersion);
    if (facts.length > 0) this.recorder.record(facts);
  }

  get #installedVersion(): string | null {
    return this.#opener.skill?.manifest.version ?? null;
  }

  /** What core decides on. */
  get view(): DecisionView {
    return {
      state: this.recorder.state,
      work: new Map(this.crews.all.map((crew) => [crew.scenarioId, crew.work])),
      nowMs: this.clock.nowMs(),
      installedVersion: this.#installedVersion,
      retryBlocker: this.#retryBlocker,
      givenUp: this.diagnosis !== null,
    };
  }

  /** Whether every scenario is ready, has failed to become so, or needs not any more. */
  get isPrepared(): boolean {
    return !this.crews.isPreparing || this.recorder.state.scenarios.every(isEnded);
  }

  /** Whether nobody is at work, though some are to be: those start together once all are prepared. */
  get awaitsStart(): boolean {
    const { scenarios } = this.recorder.state;
    return scenarios.some(({ status }) => status === "pending") && scenarios.every(isEndedOrPending);
  }

  /** Starts or resumes all scenarios in one statement. */
  start(): void {
    const facts = factsOfStart(this.recorder.state);
    this.clock.start();
    if (facts.length > 0) this.recorder.record(facts);
    this.#sampler ??= startProgressSampler(
      () => this.crews.open,
      (crew) => this.progressOf(crew),
      (progress) => this.recorder.record(progress),
    );
  }

  #giveUp(diagnosis: string): void {
    this.diagnosis = diagnosis;
    this.recorder.record(factsOfGivingUp(this.recorder.state, diagnosis));
  }

  #crewListener(scenarioId: string, onChange: () => void): CrewListener {
    return {
      onChange,
      onLog: this.#logs.of(scenarioId).onLog,
      onNote: (text) => this.#recordLog([{ type: "scenario.logged", scenarioId, level: "warn", text }]),
    };
  }

  /** To be called before the last fact: how many lines of the skills were left out. */
  reportLeftOut(): void {
    this.#logs.reportLeftOut();
  }

  /** What a skill prints while it ends after the run has is left out: run.finished stays the last fact. */
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

  attemptOf(crew: Crew): number {
    return requireScenario(this.recorder.state, crew.scenarioId).attempt;
  }

  async close(): Promise<void> {
    this.#sampler?.stop();
    await this.crews.close();
    this.#logs.stop();
  }
}

function isEndedOrPending(scenario: ScenarioState): boolean {
  return scenario.status === "pending" || isEnded(scenario);
}

function tooManyCrashes(crashes: number): string {
  return `The run has brought down its runner ${crashes} times and was given up: look at the skill's memory and at the runner's log.`;
}
