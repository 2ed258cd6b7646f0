import type { Terminal } from "../../lib/cli/terminal.ts";

/** A terminal that records the output of a command, results and messages separately. */
export function createRecordedTerminal(): Terminal & { readonly printed: string[]; readonly warned: string[] } {
  const printed: string[] = [];
  const warned: string[] = [];
  return {
    isInteractive: false,
    printed,
    warned,
    print: (text) => void printed.push(text),
    warn: (text) => void warned.push(text),
    update: () => {},
    keepUpdate: () => {},
  };
}
