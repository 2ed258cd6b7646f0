import type { RunCommand } from "../run/commands.ts";

export interface CommandInbox {
  /** Stores the command and wakes the runner. The same id a second time for the same run changes nothing: "duplicate". */
  add(command: RunCommand): Promise<"added" | "duplicate">;
  /** Not yet handled, oldest first. */
  pending(runId: string): Promise<RunCommand[]>;
  /** Called with the run's id when a command may be waiting (a hint), and with null after a reconnect. */
  subscribe(listener: (runId: string | null) => void): Promise<() => Promise<void>>;
}
