/** Where a command writes: results to stdout, everything else to stderr, so that `--json` stays one document. */
export type Terminal = {
  readonly isInteractive: boolean;
  print(text: string): void;
  warn(text: string): void;
};

/** The command was used wrongly: exit code 2, and the message says what to do. */
export class UsageError extends Error {
  readonly code = "usage";
}

export const processTerminal: Terminal = {
  isInteractive: process.stdout.isTTY,
  print: (text) => void process.stdout.write(`${text}\n`),
  warn: (text) => void process.stderr.write(`${text}\n`),
};
