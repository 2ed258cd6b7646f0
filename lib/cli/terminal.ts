import logUpdate from "log-update";
import { escapeControls } from "../terminal-text.ts";

/** The output of a command: results to stdout, everything else to stderr, so that `--json` prints a single document. */
export type Terminal = {
  readonly isInteractive: boolean;
  print(text: string): void;
  warn(text: string): void;
  /** Replaces the lines shown by the last call. */
  update(text: string): void;
  /** Keeps the lines of the last update. */
  keepUpdate(): void;
};

/** Wrong usage of a command: exit code 2, with a message that says what to do. */
export class UsageError extends Error {
  readonly code = "usage";
}

export const processTerminal: Terminal = {
  isInteractive: process.stdout.isTTY,
  print: (text) => void process.stdout.write(`${escapeControls(text)}\n`),
  warn: (text) => void process.stderr.write(`${escapeControls(text)}\n`),
  update: (text) => logUpdate(escapeControls(text)),
  keepUpdate: () => logUpdate.done(),
};
