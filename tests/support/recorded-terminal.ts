import { toPlainText } from "../../lib/cli/report/spans.ts";
import type { Terminal } from "../../lib/cli/terminal.ts";

/** A terminal that records the output of a command, results and messages separately; by default a pipe. */
export function createRecordedTerminal({ isInteractive = false, columns = 80 } = {}): Terminal & {
  readonly printed: string[];
  readonly warned: string[];
} {
  const printed: string[] = [];
  const warned: string[] = [];
  return {
    isInteractive,
    columns,
    printed,
    warned,
    print: (text) => void printed.push(text),
    printLines: (lines) => void printed.push(lines.map(toPlainText).join("\n")),
    warn: (text) => void warned.push(text),
    update: () => {},
    keepUpdate: () => {},
  };
}
