import { styleText } from "node:util";
import logUpdate from "log-update";
import { escapeControls, escapeLine } from "../terminal-text.ts";
import type { SpanStyle, StyledLine } from "./report/spans.ts";

/** The output of a command: results to stdout, everything else to stderr, so that `--json` prints a single document. */
export type Terminal = {
  readonly isInteractive: boolean;
  /** characters per line; 80 where there is no terminal */
  readonly columns: number;
  print(text: string): void;
  /** Prints lines with their styles, which only a terminal with colours shows. */
  printLines(lines: readonly StyledLine[]): void;
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

const FORMATS: { readonly [style in Exclude<SpanStyle, "plain">]: Parameters<typeof styleText>[0] } = {
  title: "bold",
  good: ["bold", "green"],
  bad: ["bold", "red"],
  unsure: ["bold", "yellow"],
  dim: "dim",
};

/** Without colours where NO_COLOR is set or standard output is not a terminal, which `styleText` finds out. */
function renderLine(line: StyledLine): string {
  return line
    .map(({ text, style }) => {
      const escaped = escapeLine(text);
      return style === "plain" ? escaped : styleText(FORMATS[style], escaped, { stream: process.stdout });
    })
    .join("");
}

const DEFAULT_COLUMNS = 80;

export const processTerminal: Terminal = {
  isInteractive: process.stdout.isTTY,
  get columns() {
    // a terminal whose size is unknown reports 0
    return process.stdout.isTTY && process.stdout.columns > 0 ? process.stdout.columns : DEFAULT_COLUMNS;
  },
  print: (text) => void process.stdout.write(`${escapeControls(text)}\n`),
  printLines: (lines) => void process.stdout.write(lines.map((line) => `${renderLine(line)}\n`).join("")),
  warn: (text) => void process.stderr.write(`${escapeControls(text)}\n`),
  update: (text) => logUpdate(escapeControls(text)),
  keepUpdate: () => logUpdate.done(),
};
