import type { Step } from "../../core/decide/decision.ts";
import { decideNext, decidePreparation } from "../../core/decide/decide.ts";
import type { Claim } from "../../core/ports/event-log.ts";
import { computeResults } from "../../core/judgement/compute-results.ts";
import { areAllWaiting, haveAllEnded, computeEndStatus } from "../../core/run/run-status.ts";
import type { Suspension } from "../../core/run/events.ts";
import { isVariantsRun } from "../../core/run/variants/options.ts";
import { checkpointScenario } from "./checkpoints.ts";
import { CommandIntake } from "./command-intake.ts";
import { performSteps } from "./perform-steps.ts";
import { isTransientLoss } from "./loss.ts";
import { OpenedDrive, type DriveDependencies } from "./open-drive.ts";
import { Signal } from "./signal.ts";
import { readVariantItems } from "./variant-items.ts";

/** How a drive ended: the run has finished, the runner was stopped, the run was lost (taken over, log unreachable), or a bug interrupted it. */
export type DriveEnd = "finished" | "stopped" | "lost" | "broken";

/** A drive that always has work yields to timers, leases and clicks after this many rounds. */
const ROUNDS_A_TURN = 16;

/** Drives one run under one claim: asks core for the next steps, performs them, appends the facts. It has no rules of its own. */
export class RunDrive {
  readonly #deps: DriveDependencies;
  readonly #claim: Claim;
  readonly #signal = new Signal();
  readonly #commands: CommandIntake;
  readonly #onWaiting: (isWaiting: boolean) => void;
  #stopping = false;
  #lost: { readonly cause: unknown } | null = null;
  #opened: OpenedDrive | null = null;

  /** `onWaiting`: whether the run only waits for a gate or a person, reported at every round */
  constructor(deps: DriveDependencies, claim: Claim, onWaiting: (isWaiting: boolean) => void = () => undefined) {
    this.#deps = deps;
    this.#claim = claim;
    this.#onWaiting = onWaiting;
    this.#commands = new CommandIntake({
      inbox: deps.commands,
      runId: claim.runId,
      onNotice: () => this.#signal.raise(),
      onFailed: (error) => this.abandon(error),
    });
  }

  /** Call when a command may be waiting in the inbox. */
  noticeCommand(): void {
    this.#commands.notice();
  }

  /** Records that the runner did not run for a while. */
  noteSuspension(suspension: Suspension): void {
    if (this.#lost === null) this.#opened?.noteSuspension(suspension);
  }

  /** Stops gracefully: finished work is stored, and the run continues under the next claim. */
  stop(): void {
    this.#stopping = true;
    this.#signal.raise();
  }

  /** Stops writing, because the lease or the log is lost and another runner may be writing already. */
  abandon(cause: unknown): void {
    this.#lost ??= { cause };
    this.#signal.raise();
  }

  /** Why the run was lost; null otherwise. */
  get lossCause(): unknown {
    return this.#lost?.cause ?? null;
  }

  /** Whether progress of the run has been stored. */
  get hasAdvanced(): boolean {
    return this.#opened?.recorder.hasAdvanced ?? false;
  }

  async run(): Promise<DriveEnd> {
    let drive: OpenedDrive | null = null;
    try {
      const state = await this.#deps.log.readState(this.#claim.runId);
      if (state === null) return "finished";
      drive = new OpenedDrive(this.#deps, this.#claim, state, {
        onChange: () => this.#signal.raise(),
        onLogFailed: (error) => this.abandon(error),
      });
      this.#opened = drive;
      if (state.finishedAt === null) await drive.begin();
      else if (!(await this.#reopen(drive))) return "finished";
      return await this.#live(drive);
    } catch (error) {
      // an unavailable database, even for reads only, must not fail the run
      if (isTransientLoss(error)) this.abandon(error);
      if (this.#lost === null) throw error;
      return "lost";
    } finally {
      await drive?.close();
    }
  }

  /** Reopens a finished run if a retry is pending in its inbox. */
  async #reopen(drive: OpenedDrive): Promise<boolean> {
    await drive.checkRetry();
    await this.#commands.handle(drive, { preparing: false });
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

  /** Preparing may take minutes. Cancel, stop and a lost lease take effect at once; other commands wait for the start. */
  async #prepare(drive: OpenedDrive): Promise<void> {
    const isInterrupted = (): boolean => this.#stopping || this.#lost !== null;
    while (!drive.isPrepared && !isInterrupted()) {
      if (this.#commands.hasUnread) await this.#commands.handle(drive, { preparing: true });
      const steps = decidePreparation(drive.view);
      if (steps.length > 0) await performSteps(drive, steps);
      else if (!drive.isPrepared) await this.#signal.wait(null);
    }
    this.#commands.notice();
    if (!isInterrupted() && !haveAllEnded(drive.recorder.state)) drive.start();
  }

  /** null: no scenario is running, and the retried ones have to prepare first. */
  async #loop(drive: OpenedDrive): Promise<DriveEnd | null> {
    for (let round = 1; ; round += 1) {
      if (round % ROUNDS_A_TURN === 0) await new Promise((resolve) => setImmediate(resolve));
      if (this.#lost !== null) return "lost";
      if (this.#stopping) return await this.#suspend(drive);
      // with no scenario running, the attempt that is being opened is the only work left, and the run must not end before it
      const opensLast = this.#commands.hasPostponed && haveAllEnded(drive.recorder.state);
      if (this.#commands.hasUnread || opensLast) await this.#commands.handle(drive, { preparing: false });
      // a command may have ended the last running scenario
      if (this.#commands.hasPostponed && haveAllEnded(drive.recorder.state)) continue;
      if (drive.awaitsStart) return null;
      const { view } = drive;
      const steps = decideNext(view);
      if (steps.some((step) => step.type === "finish-run")) {
        // a retry whose notice is still on its way keeps the run open, instead of ending and reopening it
        await this.#commands.handle(drive, { preparing: false });
        if (this.#commands.hasPostponed || !haveAllEnded(drive.recorder.state)) continue;
        return await this.#finish(drive);
      }
      const due = steps.filter((step) => step.type !== "wake");
      await performSteps(drive, due);
      const isWaiting = areAllWaiting(drive.recorder.state);
      if (!isWaiting || due.length === 0) this.#onWaiting(isWaiting);
      if (due.length === 0) await this.#signal.wait(untilWake(steps, view.nowMs));
    }
  }

  /** null: a retry has reopened the run. */
  async #finish(drive: OpenedDrive): Promise<DriveEnd | null> {
    drive.reportOmittedLines();
    if (isVariantsRun(drive.recorder.state.spec)) await drive.recorder.durable();
    const items = await readVariantItems(this.#deps.log, drive.recorder.state);
    const { state } = drive.recorder;
    const results = computeResults(state, items);
    const status = computeEndStatus(state);
    const judged = status === "failed" ? (results.judgement.diagnosis?.statement.text ?? null) : null;
    drive.recorder.record([{ type: "run.finished", status, results, diagnosis: drive.diagnosis ?? judged }]);
    await drive.recorder.snapshot();
    await drive.recorder.settled();
    // a click stored just before the end was accepted for an open run, so it must be answered here
    await this.#commands.handle(drive, { preparing: false });
    await drive.recorder.durable();
    return drive.recorder.state.finishedAt === null ? null : "finished";
  }

  /** Graceful stop: stops the running batches, stores what they reported, and a checkpoint of every open scenario. */
  async #suspend(drive: OpenedDrive): Promise<DriveEnd> {
    const { open } = drive.crews;
    for (const crew of open) drive.crews.dismiss(crew);
    drive.reportOmittedLines();
    const checkpoints = open.map((crew) =>
      checkpointScenario(crew, drive.attemptOf(crew), drive.totalsOf(crew), "interrupt", null),
    );
    const progress = open.map((crew) => drive.progressOf(crew));
    drive.recorder.record([...progress, { type: "run.interrupted", reason: "shutdown" }], { checkpoints });
    await drive.recorder.durable();
    return "stopped";
  }
}

function untilWake(steps: readonly Step[], nowMs: number): number | null {
  const moments = steps.flatMap((step) => (step.type === "wake" ? [step.atMs] : []));
  return moments.length === 0 ? null : Math.min(...moments) - nowMs;
}
