import type { OperationResult } from "../operations/outcomes.ts";
import { UsageError } from "./terminal.ts";

/** The exit codes of all commands. docs/command-line.md explains them. */
export const EXIT = {
  done: 0,
  /** the run has ended otherwise than complete */
  notComplete: 1,
  /** a mistake in the command line: an unknown command, option, value, skill, run, scenario or file */
  usage: 2,
  /** a correct command that is not possible now */
  refused: 3,
  /** database, data folder, environment or price file cannot be used */
  unavailable: 4,
  /** a bug */
  internal: 70,
} as const;

/** A correct command that the run refuses in its current state: exit code 3. */
export class RefusedError extends Error {
  readonly code = "refused";
}

/** The settings of this machine do not permit the command: exit code 4. */
export class UnavailableError extends Error {
  readonly code = "unavailable";
}

/** The value of an operation; throws the error whose exit code belongs to its refusal. */
export function unwrap<Value>(result: OperationResult<Value>): Value {
  if (result.ok) return result.value;
  const { code, message } = result.error;
  switch (code) {
    case "invalid-input":
    case "not-found":
      throw new UsageError(message);
    case "conflict":
    case "click-id-reused":
    case "forbidden":
    case "unauthenticated":
      throw new RefusedError(message);
    case "unavailable":
      throw new UnavailableError(message);
  }
}
