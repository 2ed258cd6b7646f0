import type { RunCommand } from "../run/commands.ts";

export interface CommandInbox {
  /**
   * Stores the command and notifies the runner. A known id of the same run changes nothing: "duplicate" when the stored
   * command is the same request, "reused" when it is another one.
   */
  add(command: RunCommand): Promise<"added" | "duplicate" | "reused">;
  /** The unhandled commands, oldest first. */
  pending(runId: string): Promise<RunCommand[]>;
  /** Calls `listener` with a run's id when a command may be pending (a hint), and with null after a reconnect. */
  subscribe(listener: (runId: string | null) => void): Promise<() => Promise<void>>;
}
