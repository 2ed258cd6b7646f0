import type { DecisionView, Step, UnstampedFact } from "../core/decision.ts";
import { decideCommand, decideNext, factForEnding } from "../core/decide.ts";
import type { Append, Claim } from "../core/ports/event-log.ts";
import { computeEndStatus } from "../core/run-end.ts";
import { computeResults } from "../core/results-compute.ts";
import { checkpointMilestone, checkpointScenario } from "./checkpoints.ts";
import type { Crew } from "./crew.ts";
import { OpenedDrive, type DriveDependencies } from "./open-drive.ts";
import { Signal } from "./signal.ts";

/** How a drive ended: the run is over, the runner was asked to stop, it lost the run (taken over, log unreachable), or a bug broke it off. */
export type DriveEnd = "finished" | "stopped" | "lost" | "broken";

type RecordStep = Extract<Step, { type: "record" }>;
type EndStep = Extract<Step, { type: "end-scenario" }>;

/** One run under one claim: asks core what is next, does it, appends the fact. It has no rules of its own. */
export class RunDrive {
  readonly #deps: DriveDependencies;
  readonly #claim: Claim;
  readonly #signal = new Signal();
  readonly #handledCommands = new Set<string>();
  #commandsWaiting = true;
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
    const state = await this.#deps.log.readState(this.#claim.runId);
    if (state === null || state.results !== null) return "finished";
    const drive = new OpenedDrive(this.#deps, this.#claim, state, {
      onChange: () => this.#signal.raise(),
      onWriteFailed: (error) => this.abandon(error),
    });
    try {
      await drive.begin(() => this.#stopping || this.#lost !== null);
      return await this.#loop(drive);
    } catch (error) {
      if (this.#lost === null) throw error;
      return "lost";
    } finally {
      await drive.close();
    }
  }

  async #loop(drive: OpenedDrive): Promise<DriveEnd> {
    for (;;) {
      if (this.#lost !== null) return "lost";
      if (this.#stopping) return await this.#suspend(drive);
      if (this.#commandsWaiting) await this.#handleCommands(drive);
      const view = viewOf(drive);
      const steps = decideNext(view);
      if (steps.some((step) => step.type === "finish-run")) return await this.#finish(drive);
      const due = steps.filter((step) => step.type !== "wake");
      await this.#performAll(drive, due);
      if (due.length === 0) await this.#signal.wait(untilWake(steps, view.nowMs));
    }
  }

  async #handleCommands(drive: OpenedDrive): Promise<void> {
    this.#commandsWaiting = false;
    for (const command of await this.#deps.commands.pending(this.#claim.runId)) {
      if (this.#handledCommands.has(command.id)) continue;
      this.#handledCommands.add(command.id);
      await this.#performAll(drive, decideCommand(viewOf(drive), command));
    }
  }

  async #performAll(drive: OpenedDrive, steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      switch (step.type) {
        case "record":
          await this.#record(drive, step);
          break;
        case "start-batch":
          drive.requireCrew(step.scenarioId).startBatch(step.fromItem, step.toItem);
          break;
        case "end-scenario":
          this.#endScenario(drive, step);
          break;
        case "lend-workers":
          void drive.requireCrew(step.toScenarioId).addWorkers(step.workers);
          break;
        case "finish-run":
        case "wake":
          break;
      }
    }
  }

  async #record(drive: OpenedDrive, step: RecordStep): Promise<void> {
    if (step.afterDurable) await drive.recorder.durable();
    drive.recorder.record([step.fact], step.actor, checkpointsFor(drive, step.fact));
    if (step.fact.type === "milestone.released") await drive.recorder.snapshot();
  }

  /** The tally closes at once, so siblings need not wait until the processes are gone. */
  #endScenario(drive: OpenedDrive, step: EndStep): void {
    const crew = drive.requireCrew(step.scenarioId);
    drive.dismiss(crew);
    const fact = factForEnding(viewOf(drive), step, crew.work.measured);
    const kind = step.ending.status === "failed" ? "failure" : "end";
    drive.recorder.record([fact], step.actor, {
      checkpoints: [checkpointScenario(crew, drive.attemptOf(crew), drive.totalsOf(crew), kind, null)],
    });
  }

  async #finish(drive: OpenedDrive): Promise<DriveEnd> {
    const { state } = drive.recorder;
    const results = computeResults(state);
    drive.recorder.record([
      { type: "run.finished", status: computeEndStatus(state), results, diagnosis: drive.diagnosis },
    ]);
    await drive.recorder.snapshot();
    await drive.recorder.durable();
    return "finished";
  }

  /** Orderly stop: batches under way end, what they reported is stored, every open scenario leaves a checkpoint. */
  async #suspend(drive: OpenedDrive): Promise<DriveEnd> {
    const open = [...drive.openCrews()];
    for (const crew of open) drive.dismiss(crew);
    const checkpoints = open.map((crew) =>
      checkpointScenario(crew, drive.attemptOf(crew), drive.totalsOf(crew), "interrupt", null),
    );
    const progress = open.map((crew) => drive.progressOf(crew));
    drive.recorder.record([...progress, { type: "run.interrupted", reason: "shutdown" }], null, { checkpoints });
    await drive.recorder.durable();
    return "stopped";
  }
}

function viewOf(drive: OpenedDrive): DecisionView {
  return {
    state: drive.recorder.state,
    work: new Map([...drive.crews.values()].map((crew) => [crew.scenarioId, crew.work])),
    nowMs: drive.clock.nowMs(),
  };
}

function untilWake(steps: readonly Step[], nowMs: number): number | null {
  const moments = steps.flatMap((step) => (step.type === "wake" ? [step.atMs] : []));
  return moments.length === 0 ? null : Math.min(...moments) - nowMs;
}

function checkpointsFor(drive: OpenedDrive, fact: UnstampedFact): Omit<Append, "events"> {
  if (fact.type === "milestone.reached") {
    const crew: Crew = drive.requireCrew(fact.scenarioId);
    return { checkpoints: [checkpointScenario(crew, drive.attemptOf(crew), fact.totals, "milestone", fact.percent)] };
  }
  if (fact.type === "milestone.released")
    return { milestones: [checkpointMilestone(drive.recorder.state, fact.percent)] };
  return {};
}
