import { areAllWaiting, areWorkersEnded, isToBeFitted } from "../../core/run/run-status.ts";
import { requireScenario } from "../../core/run/scenarios.ts";
import type { ScenarioTotals } from "../../core/run/totals.ts";
import type { DecisionView, RetryBlocker, UnstampedFact } from "../../core/decide/decision.ts";
import { factsForSkillChange, isPrepared, totalsOf } from "../../core/decide/decide.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { CommandInbox } from "../../core/ports/command-inbox.ts";
import type { InputStore } from "../../core/ports/input-store.ts";
import type { Claim, EventLog } from "../../core/ports/event-log.ts";
import type { SkillHost } from "../../core/ports/skill-host.ts";
import type { RunState, ScenarioState } from "../../core/run/state.ts";
import type { Suspension } from "../../core/run/events.ts";
import type { MachineLoad } from "../../core/run/machine-load.ts";
import { isEnded } from "../../core/run/statuses.ts";
import { refusals } from "../../core/words/refusals.ts";
import type { InstalledSkills } from "../../skills/sources/installed-skill.ts";
import { Attempts, type RetryStep } from "./attempts.ts";
import type { Crew } from "../crew/crew.ts";
import type { CrewListener } from "../crew/crew-listener.ts";
import { factsOfClaim, factsOfGivingUp, factsOfStart } from "./claim-facts.ts";
import { CrewOpener } from "./crew-opener.ts";
import { CrewRoster } from "./crew-roster.ts";
import { Fitting } from "./fitting.ts";
import { IdleCrews } from "./idle-crews.ts";
import { startProgressSampler, type ProgressSampler } from "./progress-sampler.ts";
import { Recorder } from "./recorder.ts";
import type { TraceparentOf } from "./open-crews.ts";
import { createRunClock, type RunClock } from "./run-clock.ts";
import { SMOKE_LIMITS, type SmokeLimits } from "../smoke/smoke-run.ts";
import { SkillLogs } from "../crew/skill-log.ts";

/** A run that has lost this many runners in a row without progress is not retried. */
const MAX_CRASHES = 3;

export type DriveDependencies = {
  readonly log: EventLog;
  readonly inputs: Pick<InputStore, "readRows">;
  readonly commands: CommandInbox;
  readonly host: SkillHost;
  readonly skills: InstalledSkills;
  /** reads the folders of skills again, for one that was just saved */
  readonly refreshSkills?: () => Promise<void>;
  readonly clock: Clock;
  readonly runnerId: string;
  /** null where the system does not report it */
  readonly readMachine?: () => MachineLoad | null;
  /** SMOKE_LIMITS by default */
  readonly smokeLimits?: SmokeLimits;
  /** undefined: spans of runs are sent nowhere */
  readonly traceparentOf?: TraceparentOf | undefined;
};

type DriveListener = { readonly onChange: () => void; readonly onLogFailed: (error: unknown) => void };

/** The resources of a drive: recorder, crews and run clock. */
export class OpenedDrive {
  readonly recorder: Recorder;
  readonly clock: RunClock;
  readonly crews: CrewRoster;
  readonly idleCrews: IdleCrews;
  /** set when the run is failed without starting its skill */
  diagnosis: string | null = null;
  /** set when no scenario can be retried */
  #retryBlocker: RetryBlocker | null = null;
  readonly #claim: Claim;
  readonly #commands: CommandInbox;
  readonly #runnerId: string;
  readonly #readMachine: () => MachineLoad | null;
  readonly #refreshSkills: () => Promise<void>;
  readonly #opener: CrewOpener;
  readonly #attempts = new Attempts();
  readonly #fitting: Fitting;
  readonly #logs: SkillLogs;
  #sampler: ProgressSampler | null = null;

  constructor(deps: DriveDependencies, claim: Claim, state: RunState, { onChange, onLogFailed }: DriveListener) {
    this.#claim = claim;
    this.#commands = deps.commands;
    this.#runnerId = deps.runnerId;
    this.#readMachine = deps.readMachine ?? (() => null);
    this.#refreshSkills = deps.refreshSkills ?? (async () => {});
    this.clock = createRunClock(deps.clock, state.atMs, state.startedAt !== null);
    this.crews = new CrewRoster(claim.runId);
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
    const { log, inputs, host, skills, traceparentOf } = deps;
    this.#opener = new CrewOpener({
      log,
      inputs,
      host,
      skills,
      clock: this.clock,
      steadyNowMs: () => deps.clock.nowMs(),
      state: () => this.recorder.state,
      listenerOf: (scenarioId) => this.#crewListener(scenarioId, onChange),
      traceparentOf,
    });
    this.idleCrews = new IdleCrews({
      crews: this.crews,
      opener: this.#opener,
      state: () => this.recorder.state,
      onInputMissing: () => this.#giveUpWithoutInput(),
    });
    this.#fitting = new Fitting({
      recorder: this.recorder,
      opener: this.#opener,
      idleCrews: this.idleCrews,
      limits: deps.smokeLimits ?? SMOKE_LIMITS,
      onChange,
      onFailed: onLogFailed,
    });
  }

  /** Records the claim and prepares all scenarios in parallel; `onChange` is called when they are ready. */
  async begin(): Promise<void> {
    const { state } = this.recorder;
    const crashes = await this.#countCrashes(state);
    this.recorder.record(factsOfClaim(state, this.#claim, crashes, this.#runnerId));
    if (crashes >= MAX_CRASHES) {
      this.#retryBlocker = "too-many-crashes";
      return this.#giveUp(tooManyCrashes(crashes));
    }
    if (this.#opener.skill === null) await this.#refreshSkills();
    if (this.#opener.skill === null) return this.#giveUp(`The skill "${state.spec.skillId}" is not installed here.`);
    this.noteSkillChange();
    if (areAllWaiting(state)) return this.#beginIdle();
    if (await this.#opener.lacksInput()) return this.#giveUpWithoutInput();
    if (isToBeFitted(this.recorder.state)) return this.#fitting.begin();
    for (const [id, crew] of await this.#opener.openAll()) {
      const { load, borrowedWorkers } = requireScenario(this.recorder.state, id);
      this.crews.add(crew, load.concurrency + borrowedWorkers);
    }
  }

  /** A crash while the run only waited is not the run's doing, unless a pending command may have caused it. */
  async #countCrashes(state: RunState): Promise<number> {
    const { crashes, runId } = this.#claim;
    if (crashes <= state.crashes || !areAllWaiting(state)) return crashes;
    return (await this.#commands.pending(runId)).length > 0 ? crashes : state.crashes;
  }

  /** Checks whether an ended run can be retried, before the command is answered: an accepted retry is attempted at every claim. */
  async checkRetry(): Promise<void> {
    // crashes before the end may be what the diagnosis reports; only later ones were caused by the retry
    if (this.#claim.crashes - this.recorder.state.crashes >= MAX_CRASHES) this.#retryBlocker = "too-many-crashes";
    else if (await this.#opener.lacksInput()) this.#retryBlocker = "input-missing";
  }

  /** Reads the results of earlier attempts, once per attempt. Its scenario does not run until the attempt begins. */
  openAttempt(step: RetryStep): Promise<Crew> {
    return this.#attempts.open(step, async () => {
      // the results of the previous attempt must be in the log
      await this.recorder.durable();
      return await this.#opener.openAttempt(step.scenarioId, step.attempt);
    });
  }

  isAttemptOpen(step: RetryStep): boolean {
    return this.#attempts.isOpen(step);
  }

  /** Begins the next attempt at a failed scenario; its workers start to prepare. */
  beginAttempt(step: RetryStep, crew: Crew): void {
    this.#attempts.forget(step);
    this.diagnosis = null;
    this.crews.add(crew, step.load.concurrency);
  }

  /** Records that the run continues with another version of its skill. */
  noteSkillChange(): void {
    const facts = factsForSkillChange(this.recorder.state, this.#installedVersion);
    if (facts.length > 0) this.recorder.record(facts);
  }

  get #installedVersion(): string | null {
    return this.#opener.skill?.manifest.version ?? null;
  }

  /** The input of core's decisions. */
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

  /** Whether no scenario is still preparing; ended scenarios do not count. */
  get isPrepared(): boolean {
    return !this.#fitting.isUnderWay && isPrepared(this.view);
  }

  /** Whether all open scenarios are pending: they start together once they are prepared. */
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

  /** A run that only waits starts its workers when it continues, so that a takeover of many such runs costs nothing. */
  #beginIdle(): void {
    this.idleCrews.close();
    if (!areWorkersEnded(this.recorder.state)) this.recorder.record([{ type: "workers.ended" }]);
  }

  #giveUpWithoutInput(): void {
    this.#retryBlocker = "input-missing";
    this.#giveUp(refusals.inputMissing().message);
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

  /** Call before the last fact: logs how many skill log lines were omitted. */
  reportOmittedLines(): void {
    this.#logs.reportOmittedLines();
  }

  noteSuspension(suspension: Suspension): void {
    this.#recordLog([{ type: "run.suspended", ...suspension }]);
  }

  /** Drops what happens after the run has ended: run.finished stays the last fact. */
  #recordLog(facts: UnstampedFact[]): void {
    if (this.recorder.state.finishedAt === null) this.recorder.record(facts);
  }

  progressOf(crew: Crew): UnstampedFact {
    const machine = this.#readMachine();
    return {
      type: "scenario.progressed",
      scenarioId: crew.scenarioId,
      attempt: this.attemptOf(crew),
      totals: this.totalsOf(crew),
      memoryMb: crew.memoryMb,
      workers: crew.workers,
      ...(machine === null ? {} : { machine }),
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
    await this.#fitting.close();
    await this.crews.close();
    this.#logs.stop();
  }
}

function isEndedOrPending(scenario: ScenarioState): boolean {
  return scenario.status === "pending" || isEnded(scenario);
}

function tooManyCrashes(crashes: number): string {
  return `The run has lost its runner ${crashes} times in a row without progress and was stopped: check the skill's memory use and the runner's log.`;
}
