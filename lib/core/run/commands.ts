import type { Actor } from "./actor.ts";
import type { FaultKind } from "./faults.ts";

export const COMMAND_TYPES = ["advance", "pause", "resume", "cancel", "retry", "skip", "fault"] as const;
/**
 * retry: what has failed is tried again now: a waiting batch, or a failed scenario as a new attempt; skip: waiting batches
 * are given up and count as failed; fault: harm is done to one scenario on purpose, or ends.
 */
export type CommandType = (typeof COMMAND_TYPES)[number];

/** What a person asks of a run. `id` is the click's id: the same id takes effect once. */
export type RunCommand = {
  readonly id: string;
  readonly runId: string;
  readonly type: CommandType;
  /** null: all scenarios; never set for advance */
  readonly scenarioId: string | null;
  /** advance only: the milestone to release, so that a late or doubled click cannot release the next one */
  readonly percent: number | null;
  /** advance only: release although scenarios are still awaited */
  readonly force: boolean;
  /** fault only: what is done to the scenario; null ends what is being done */
  readonly fault: FaultKind | null;
  readonly actor: Actor;
};

export const REFUSAL_CODES = [
  "still-waiting",
  "already-released",
  "not-holding",
  "unknown-milestone",
  "unknown-scenario",
  "already-ended",
  "already-paused",
  "not-paused",
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
