import type { RunCommand } from "../../core/run/commands.ts";
import type { Step } from "../../core/decide/decision.ts";
import { decideCommand } from "../../core/decide/decide.ts";
import type { CommandInbox } from "../../core/ports/command-inbox.ts";
import { haveAllEnded } from "../../core/run/run-status.ts";
import type { OpenedDrive } from "./open-drive.ts";
import { performSteps } from "./perform-steps.ts";

export type CommandIntakeOptions = {
  readonly inbox: Pick<CommandInbox, "pending">;
  readonly runId: string;
  /** there is something to handle */
  readonly onNotice: () => void;
  readonly onFailed: (error: unknown) => void;
};

/** Commands of one run: read from its inbox, decided by core one after the other, each once under this claim. */
export class CommandIntake {
  readonly #options: CommandIntakeOptions;
  readonly #handled = new Set<string>();
  #hasUnread = true;
  #hasPostponed = false;

  constructor(options: CommandIntakeOptions) {
    this.#options = options;
  }

  /** Something may have come into the inbox, or what a command waits for may be ready. */
  notice(): void {
    this.#hasUnread = true;
    this.#options.onNotice();
  }

  get hasUnread(): boolean {
    return this.#hasUnread;
  }

  /** Whether commands wait for an attempt that is being opened, themselves or behind others. */
  get hasPostponed(): boolean {
    return this.#hasPostponed;
  }

  async handle(drive: OpenedDrive, isDue: (command: RunCommand) => boolean = () => true): Promise<void> {
    this.#hasUnread = false;
    const postponed: RunCommand[] = [];
    for (const command of await this.#options.inbox.pending(this.#options.runId)) {
      if (this.#handled.has(command.id) || !isDue(command)) continue;
      const isBehind = postponed.some((earlier) => concernSame(earlier, command));
      const steps = isBehind ? [] : decideCommand(drive.view, command);
      if (isBehind || this.#openBeside(drive, steps)) {
        postponed.push(command);
        continue;
      }
      this.#handled.add(command.id);
      await performSteps(drive, steps);
    }
    this.#hasPostponed = postponed.length > 0;
  }

  /**
   * Opens the attempts that these steps begin while others are at work, since that takes a while. True while one is not open:
   * nothing is recorded and the command stays in the inbox until it is, and is decided anew then.
   */
  #openBeside(drive: OpenedDrive, steps: readonly Step[]): boolean {
    if (haveAllEnded(drive.recorder.state)) return false;
    const retries = steps.filter((step) => step.type === "retry-scenario");
    const notOpen = retries.filter((step) => !drive.isAttemptOpen(step));
    for (const step of notOpen) drive.openAttempt(step).then(() => this.notice(), this.#options.onFailed);
    return notOpen.length > 0;
  }
}

/** Such commands take effect in the order of the clicks. */
function concernSame(one: RunCommand, other: RunCommand): boolean {
  return one.scenarioId === null || other.scenarioId === null || one.scenarioId === other.scenarioId;
}
