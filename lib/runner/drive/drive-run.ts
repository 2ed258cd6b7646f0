import type { RunCommand } from "../../core/run/commands.ts";
import type { DecisionView, Step, UnstampedFact } from "../../core/decide/decision.ts";
import { decideCommand, decideNext, factForEnding, factForRetry } from "../../core/decide/decide.ts";
import type { Claim, ScenarioCheckpoint } from "../../core/ports/event-log.ts";
import { computeResults } from "../../core/judgement/compute-results.ts";
import { haveAllEnded, computeEndStatus } from "../../core/run/run-status.ts";
import type { RetryStep } from "./attempts.ts";
import { checkpointMilestone, checkpointScenario } from "./checkpoints.ts";
import { isPassingLoss } from "./loss.ts";
import { OpenedDrive, type DriveDependencies } from "./open-drive.ts";
import type { Act } from "./recorder.ts";
import { Signal } from "./signal.ts";

/** How a drive ended: the run is over, the runner was asked to stop, it lost the run (taken over, log unreachable), or a bug broke it off. */
export type DriveEnd = "finished" | "stopped" | "lost" | "broken";

/** So often a drive that always has something to do lets timers, leases and clicks have their turn. */
const ROUNDS_A_TURN = 16;

type EndStep = Extract<Step, { type: "end-scenario" }>;

/** One run under one claim: asks core what is next, does it, appends the fact. It has no rules of its own. */
export class RunDrive {
  readonly #deps: DriveDependencies;
  readonly #claim: Claim;
  readonly #signal = new Signal();
  readonly #handledCommands = new Set<string>();
  #commandsWaiting = true;
  /** Commands that wait for an attempt which is being opened, themselves or behind others. */
  #commandsLater = false;
  #stopping = false;
  #lost: { readonly cause: unknown } | null = null;

  constructor(deps: DriveDependencies, claim: Claim) {
    this.#deps = deps;
    this.#claim = claim;
  }

  /** A command may be waiting in the inbox. */
  noticeCommand(): void {
    this.#commandsWaiting = true;
    this.#signal.raise();
  }

  /** Ends in order: what is finished is stored, and the run goes on under the next claim. */
  stop(): void {
    this.#stopping = true;
    this.#signal.raise();
  }

  /** The lease or the log is gone: another runner may write already, so nothing more is written here. */
  abandon(cause: unknown): void {
    this.#lost ??= { cause };
    this.#signal.raise();
  }

  /** Why the run was lost; null otherwise. */
  get lossCause(): unknown {
    return this.#lost?.cause ?? null;
  }

  async run(): Promise<DriveEnd> {
    let drive: OpenedDrive | null = null;
    try {
      const state = await this.#deps.log.readState(this.#claim.runId);
      if (state === null) return "finished";
      drive = new OpenedDrive(this.#deps, this.#claim, state, {
        onChange: () => this.#signal.raise(),
        onWriteFailed: (error) => this.abandon(error),
      });
      if (state.finishedAt === null) await drive.begin();
      else if (!(await this.#reopen(drive))) return "finished";
      return await this.#live(drive);
    } catch (error) {
      // a database that is away, be it for reading alone, is no fault of the run
      if (isPassingLoss(error)) this.abandon(error);
      if (this.#lost === null) throw error;
      return "lost";
    } finally {
      await drive?.close();
    }
  }

  /** A run that has finished is opened again by a retry that waits in its inbox, or not at all. */
  async #reopen(drive: OpenedDrive): Promise<boolean> {
    await drive.examine();
    await this.#handleCommands(drive);
    await drive.recorder.durable();
    if (drive.recorder.state.finishedAt !== null) return false;
    drive.noteSkillChange();
    return true;
  }

  async #live(drive: OpenedDrive): Promise<DriveEnd> {
    for (;;) {
      await this.#prepare(drive);
      const end = await this.#loop(drive);
      if (end !== null) return end;
    }
  }

  /** Preparing may take minutes: a cancel, a stop or a lost lease is heeded at once, other commands wait for the start. */
  async #prepare(drive: OpenedDrive): Promise<void> {
    const isInterrupted = (): boolean => this.#stopping || this.#lost !== null;
    while (!drive.isPrepared && !isInterrupted()) {
      if (this.#commandsWaiting) await this.#handleCommands(drive, ({ type }) => type === "cancel");
      else await this.#signal.wait(null);
    }
    this.#commandsWaiting = true;
    if (!isInterrupted() && !haveAllEnded(drive.recorder.state)) drive.start();
  }

  /** Null: nobody is at work, and those that are tried again have to prepare first. */
  async #loop(drive: OpenedDrive): Promise<DriveEnd | null> {
    for (let round = 1; ; round += 1) {
      if (round % ROUNDS_A_TURN === 0) await new Promise((resolve) => setImmediate(resolve));
      if (this.#lost !== null) return "lost";
      if (this.#stopping) return await this.#suspend(drive);
      // with nobody at work there is nothing to do beside an attempt that is being opened, and no end before it
      const opensLast = this.#commandsLater && haveAllEnded(drive.recorder.state);
      if (this.#commandsWaiting || opensLast) await this.#handleCommands(drive);
      // a command may have ended the last one that was at work
      if (this.#commandsLater && haveAllEnded(drive.recorder.state)) continue;
      if (drive.awaitsStart) return null;
      const view = viewOf(drive);
      const steps = decideNext(view);
      if (steps.some((step) => step.type === "finish-run")) return await this.#finish(drive);
      const due = steps.filter((step) => step.type !== "wake");
      await this.#performAll(drive, due);
      if (due.length === 0) await this.#signal.wait(untilWake(steps, view.nowMs));
    }
  }

  async #handleCommands(drive: OpenedDrive, isDue: (command: RunCommand) => boolean = () => true): Promise<void> {
    this.#commandsWaiting = false;
    const later: RunCommand[] = [];
    for (const command of await this.#deps.commands.pending(this.#claim.runId)) {
      if (this.#handledCommands.has(command.id) || !isDue(command)) continue;
      const isBehind = later.some((earlier) => concernSame(earlier, command));
      const steps = isBehind ? [] : decideCommand(viewOf(drive), command);
      if (isBehind || this.#openBeside(drive, steps)) {
        later.push(command);
        continue;
      }
      this.#handledCommands.add(command.id);
      await this.#performAll(drive, steps);
    }
    this.#commandsLater = later.length > 0;
  }

  /**
   * Opens the attempts that these steps begin while others are at work, since that takes a while. True while one is not open:
   * nothing is recorded and the command stays in the inbox until it is, and is decided anew then.
   */
  #openBeside(drive: OpenedDrive, steps: readonly Step[]): boolean {
    if (haveAllEnded(drive.recorder.state)) return false;
    const retries = steps.filter((step) => step.type === "retry-scenario");
    const shut = retries.filter((step) => !drive.isAttemptOpen(step));
    for (const step of shut) {
      drive.openAttempt(step).then(
        () => this.noticeCommand(),
        (error: unknown) => this.abandon(error),
      );
    }
    return shut.length > 0;
  }

  /** Facts that were decided together are stored together: a click and its effect are both there or neither. */
  async #performAll(drive: OpenedDrive, steps: readonly Step[]): Promise<void> {
    if (steps.some((step) => step.type === "record" && step.afterDurable)) await drive.recorder.durable();
    const acts: Act[] = [];
    const checkpoints: ScenarioCheckpoint[] = [];
    for (const step of steps) {
      switch (step.type) {
        case "record":
          acts.push(step);
          checkpoints.push(...checkpointsAt(drive, step.fact));
          noteTold(drive, step.fact);
          break;
        case "retry-scenario":
          acts.push(await retryScenario(drive, step));
          break;
        case "end-scenario":
          acts.push(endScenario(drive, step, checkpoints));
          break;
        case "start-batch":
          drive.requireCrew(step.scenarioId).startBatch(step.fromItem, step.toItem);
          break;
        case "end-batch":
          drive.requireCrew(step.scenarioId).endBatch(step);
          break;
        case "fail-items":
          drive.requireCrew(step.scenarioId).failItems(step);
          break;
        case "lend-workers":
          void drive.requireCrew(step.toScenarioId).addWorkers(step.workers);
          break;
        case "end-workers":
          drive.requireCrew(step.scenarioId).endWorkers(step.workers);
          break;
        case "disturb":
        case "finish-run":
        case "wake":
          break;
      }
    }
    if (acts.length === 0) return;
    const released = acts.flatMap(({ fact }) => (fact.type === "milestone.released" ? [fact.percent] : []));
    const milestones = released.map((percent) => checkpointMilestone(drive.recorder.state, percent));
    drive.recorder.recordActs(acts, { checkpoints, milestones });
    // the fact comes first: should the harm not be possible, what is told of that follows
    for (const step of steps) if (step.type === "disturb") drive.requireCrew(step.scenarioId).disturb(step.fault);
    if (released.length > 0) await drive.recorder.snapshot();
  }

  /** Null: a retry has opened the run again. */
  async #finish(drive: OpenedDrive): Promise<DriveEnd | null> {
    drive.tellLeftOut();
    const { state } = drive.recorder;
    const results = computeResults(state);
    const status = computeEndStatus(state);
    const judged = status === "failed" ? (results.judgement.diagnosis?.statement.text ?? null) : null;
    drive.recorder.record([{ type: "run.finished", status, results, diagnosis: drive.diagnosis ?? judged }]);
    await drive.recorder.snapshot();
    await drive.recorder.durable();
    // a click that was stored beside the end saw a run that went on: nobody but us answers it
    await this.#handleCommands(drive);
    await drive.recorder.durable();
    return drive.recorder.state.finishedAt === null ? null : "finished";
  }

  /** Orderly stop: batches under way end, what they reported is stored, every open scenario leaves a checkpoint. */
  async #suspend(drive: OpenedDrive): Promise<DriveEnd> {
    const open = [...drive.openCrews()];
    for (const crew of open) drive.dismiss(crew);
    drive.tellLeftOut();
    const checkpoints = open.map((crew) =>
      checkpointScenario(crew, drive.attemptOf(crew), drive.totalsOf(crew), "interrupt", null),
    );
    const progress = open.map((crew) => drive.progressOf(crew));
    drive.recorder.record([...progress, { type: "run.interrupted", reason: "shutdown" }], { checkpoints });
    await drive.recorder.durable();
    return "stopped";
  }
}

function viewOf(drive: OpenedDrive): DecisionView {
  return {
    state: drive.recorder.state,
    work: new Map([...drive.crews.values()].map((crew) => [crew.scenarioId, crew.work])),
    nowMs: drive.clock.nowMs(),
    installedVersion: drive.installedVersion,
    retryBlocker: drive.retryBlocker,
    givenUp: drive.diagnosis !== null,
  };
}

function untilWake(steps: readonly Step[], nowMs: number): number | null {
  const moments = steps.flatMap((step) => (step.type === "wake" ? [step.atMs] : []));
  return moments.length === 0 ? null : Math.min(...moments) - nowMs;
}

/** The tally closes at once, so siblings need not wait until the processes are gone. */
function endScenario(drive: OpenedDrive, step: EndStep, checkpoints: ScenarioCheckpoint[]): Act {
  const crew = drive.requireCrew(step.scenarioId);
  drive.dismiss(crew);
  const kind = step.ending.status === "failed" ? "failure" : "end";
  checkpoints.push(checkpointScenario(crew, drive.attemptOf(crew), drive.totalsOf(crew), kind, null));
  return { fact: factForEnding(viewOf(drive), step, crew.work.measured), actor: step.actor };
}

async function retryScenario(drive: OpenedDrive, step: RetryStep): Promise<Act> {
  const crew = await drive.openAttempt(step);
  drive.beginAttempt(step, crew);
  return { fact: factForRetry(viewOf(drive), step, crew.work.measured), actor: step.actor };
}

/** Such commands take effect in the order of the clicks. */
function concernSame(one: RunCommand, other: RunCommand): boolean {
  return one.scenarioId === null || other.scenarioId === null || one.scenarioId === other.scenarioId;
}

function noteTold(drive: OpenedDrive, fact: UnstampedFact): void {
  if (fact.type === "batch.failed") drive.requireCrew(fact.scenarioId).forgetFailure(fact);
}

function checkpointsAt(drive: OpenedDrive, fact: UnstampedFact): ScenarioCheckpoint[] {
  if (fact.type !== "milestone.reached") return [];
  const crew = drive.requireCrew(fact.scenarioId);
  return [checkpointScenario(crew, drive.attemptOf(crew), fact.totals, "milestone", fact.percent)];
}
