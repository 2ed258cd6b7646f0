import type { RunCommand } from "../../core/run/commands.ts";
import type { Step } from "../../core/decide/decision.ts";
import { decideCommand } from "../../core/decide/decide.ts";
import type { CommandInbox } from "../../core/ports/command-inbox.ts";
import { isLastingFault } from "../../core/run/faults.ts";
import { haveAllEnded } from "../../core/run/run-status.ts";
import type { OpenedDrive } from "./open-drive.ts";
import { performSteps } from "./perform-steps.ts";

export type CommandIntakeOptions = {
  readonly inbox: Pick<CommandInbox, "pending">;
  readonly runId: string;
  /** commands may be waiting to be handled */
  readonly onNotice: () => void;
  readonly onFailed: (error: unknown) => void;
};

/** Reads the commands of one run from its inbox; core decides them in order, each once per claim. */
export class CommandIntake {
  readonly #options: CommandIntakeOptions;
  readonly #handled = new Set<string>();
  #hasUnread = true;
  #hasPostponed = false;

  constructor(options: CommandIntakeOptions) {
    this.#options = options;
  }

  /** Call when the inbox may have new commands, or when the attempt that a command waits for is ready. */
  notice(): void {
    this.#hasUnread = true;
    this.#options.onNotice();
  }

  get hasUnread(): boolean {
    return this.#hasUnread;
  }

  /** Whether commands are postponed until an attempt is open, or behind such a command. */
  get hasPostponed(): boolean {
    return this.#hasPostponed;
  }

  /** `preparing`: only a cancel takes effect before the scenarios start, and what was sent before it is answered before it. */
  async handle(drive: OpenedDrive, { preparing }: { readonly preparing: boolean }): Promise<void> {
    this.#hasUnread = false;
    const postponed: RunCommand[] = [];
    const pending = await this.#options.inbox.pending(this.#options.runId);
    const commands = pending.filter(({ id }) => !this.#handled.has(id));
    const dueAtOnce = selectUpToCancels(commands);
    for (const command of commands) {
      // a retry among them may have reopened the run, whose scenarios then prepare
      if ((preparing || drive.awaitsStart) && !dueAtOnce.has(command)) continue;
      const isBehind = postponed.some((earlier) => mustKeepOrder(earlier, command));
      const steps = isBehind ? [] : decideCommand(drive.view, command);
      if (isBehind || this.#openInBackground(drive, steps) || this.#startWorkersFor(drive, steps)) {
        postponed.push(command);
        continue;
      }
      this.#handled.add(command.id);
      if (steps.length === 0) drive.recorder.markHandled(command.id);
      await performSteps(drive, steps);
    }
    this.#hasPostponed = postponed.length > 0;
  }

  /**
   * Opens the attempts that these steps begin, in the background if other scenarios are running, because it takes a while.
   * Returns true while one is not open: the command then stays in the inbox unrecorded, and is decided again once it is.
   */
  #openInBackground(drive: OpenedDrive, steps: readonly Step[]): boolean {
    if (haveAllEnded(drive.recorder.state)) return false;
    const retries = steps.filter((step) => step.type === "retry-scenario");
    const notOpen = retries.filter((step) => !drive.isAttemptOpen(step));
    for (const step of notOpen) drive.openAttempt(step).then(() => this.notice(), this.#options.onFailed);
    return notOpen.length > 0;
  }

  /** A fault that acts on processes waits until the workers of a long hold have started again. Returns true while it has to. */
  #startWorkersFor(drive: OpenedDrive, steps: readonly Step[]): boolean {
    const needs = steps.some(
      (step) =>
        step.type === "disturb" &&
        step.fault !== null &&
        !isLastingFault(step.fault) &&
        drive.idleCrews.isWithoutWorkers(step.scenarioId),
    );
    if (needs) {
      const started = drive.idleCrews.startWorkers().then(() => drive.idleCrews.whenStarted());
      started.then(() => this.notice(), this.#options.onFailed);
    }
    return needs;
  }
}

/** The cancels, and the earlier commands that must take effect before them. */
function selectUpToCancels(commands: readonly RunCommand[]): ReadonlySet<RunCommand> {
  const selected = new Set<RunCommand>();
  for (const command of commands.toReversed()) {
    const precedes = [...selected].some((later) => mustKeepOrder(command, later));
    if (command.type === "cancel" || precedes) selected.add(command);
  }
  return selected;
}

/** Whether two commands must take effect in order. */
function mustKeepOrder(one: RunCommand, other: RunCommand): boolean {
  return one.scenarioId === null || other.scenarioId === null || one.scenarioId === other.scenarioId;
}
