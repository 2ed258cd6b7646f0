import type { Actor } from "./actor.ts";
import type { FaultKind } from "./faults.ts";

export const COMMAND_TYPES = ["advance", "pause", "resume", "cancel", "retry", "skip", "fault"] as const;
/**
 * retry: retries waiting batches, or a failed scenario in a new attempt; skip: waiting batches count as failed; fault:
 * injects a fault into one scenario, or ends it.
 */
export type CommandType = (typeof COMMAND_TYPES)[number];

/**
 * A request to a run. `id` is unique per click: the same id takes effect once.
 *
 * From a click to a fact: the page, command line or API sends the command; `sendCommand` stores it in the inbox, which
 * notifies the runner that owns the run; `decideCommand` returns command.accepted with the steps, or command.refused; the
 * runner performs the steps, folds the facts and appends them in one statement that marks the command as handled.
 */
export type RunCommand = {
  readonly id: string;
  readonly runId: string;
  readonly type: CommandType;
  /** null: all scenarios; never set for advance */
  readonly scenarioId: string | null;
  /** advance only: the milestone to release, so that a late or repeated click cannot release the next one; null only for the first one of a run */
  readonly percent: number | null;
  /** advance only: release although scenarios are still missing */
  readonly force: boolean;
  /** fault only: the fault to inject; null ends the active one */
  readonly fault: FaultKind | null;
  readonly actor: Actor;
};

/** Whether two commands request the same, regardless of their senders. */
export function isSameRequest(one: RunCommand, other: RunCommand): boolean {
  return (["type", "scenarioId", "percent", "force", "fault"] as const).every((field) => one[field] === other[field]);
}

export const REFUSAL_CODES = [
  "still-waiting",
  "already-released",
  "not-holding",
  "milestone-unnamed",
  "unknown-milestone",
  "unknown-scenario",
  "already-ended",
  "already-paused",
  "not-paused",
  "run-paused",
  "not-started",
  "nothing-failed",
  "not-faulted",
  "already-faulted",
  "capped",
  "skill-missing",
  "input-missing",
  "given-up",
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

export type Refusal = { readonly code: RefusalCode; readonly message: string };
