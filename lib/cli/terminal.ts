/** The output of a command: results to stdout, everything else to stderr, so that `--json` prints a single document. */
export type Terminal = {
  readonly isInteractive: boolean;
  print(text: string): void;
  warn(text: string): void;
};

/** Wrong usage of a command: exit code 2, with a message that says what to do. */
export class UsageError extends Error {
  readonly code = "usage";
}

export const processTerminal: Terminal = {
  isInteractive: process.stdout.isTTY,
  print: (text) => void process.stdout.write(`${text}\n`),
  warn: (text) => void process.stderr.write(`${text}\n`),
};
