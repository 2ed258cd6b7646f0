import { runProgram } from "../lib/cli/program.ts";
import { processTerminal } from "../lib/cli/terminal.ts";
import { readConfig, requireNodeVersion } from "../lib/config.ts";

/** What the person at the terminal can act on has a code; anything else is a bug and shows its stack. */
const EXPECTED = new Set(["config", "cannot-start", "folder-in-use", "database-unavailable"]);

try {
  requireNodeVersion();
  const exitCode = await runProgram(process.argv.slice(2), processTerminal, async () => {
    // what needs no database does not wait for its clients to load
    const { openOperatorSession } = await import("../lib/cli/open-session.ts");
    return openOperatorSession(readConfig(), processTerminal.warn);
  });
  process.exit(exitCode);
} catch (error) {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  console.error(EXPECTED.has(code) ? `triptych: ${(error as Error).message}` : error);
  process.exit(1);
}
