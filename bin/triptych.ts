import { runProgram } from "../lib/cli/program.ts";
import { processTerminal } from "../lib/cli/terminal.ts";
import { readConfig, requireNodeVersion } from "../lib/config.ts";

/** Codes of errors that the user can fix; any other error is a bug and is printed with its stack. */
const EXPECTED = new Set([
  "config",
  "cannot-start",
  "folder-in-use",
  "database-unavailable",
  "database-exhausted",
  "statement-timeout",
]);

try {
  requireNodeVersion();
  const exitCode = await runProgram(process.argv.slice(2), processTerminal, async () => {
    // loaded on demand, because commands without a database need no clients
    const { openOperatorSession } = await import("../lib/cli/open-session.ts");
    return openOperatorSession(readConfig(), processTerminal.warn);
  });
  process.exit(exitCode);
} catch (error) {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  console.error(EXPECTED.has(code) ? `triptych: ${(error as Error).message}` : error);
  process.exit(1);
}
