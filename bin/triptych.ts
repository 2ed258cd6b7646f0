import { inspect } from "node:util";
import { chooseConfig } from "../lib/cli/choose-config.ts";
import { EXIT } from "../lib/cli/exit-codes.ts";
import { runProgram } from "../lib/cli/program.ts";
import { processTerminal } from "../lib/cli/terminal.ts";
import { isDataFolderGiven, readConfig, requireNodeVersion } from "../lib/config.ts";
import { findServers } from "../lib/supervisor/running-servers.ts";

/** Codes of errors that the user can fix; any other error is a bug and is printed with its stack. */
const EXPECTED = new Set([
  "config",
  "cannot-start",
  "folder-in-use",
  "database-unavailable",
  "database-exhausted",
  "statement-timeout",
  "unavailable",
]);

/** The reader of our output left, as in `triptych list | head`: the command ends in order, and a run as by Ctrl-C. */
let isUnread = false;
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  if (!isUnread) process.emit("SIGINT");
  isUnread = true;
});

try {
  requireNodeVersion();
  const exitCode = await runProgram(process.argv.slice(2), processTerminal, async () => {
    // loaded on demand, because commands without a database need no clients
    const { openOperatorSession } = await import("../lib/cli/open-session.ts");
    const servers = findServers();
    const circumstances = { isFolderGiven: isDataFolderGiven(), servers, printLine: processTerminal.warn };
    return openOperatorSession(chooseConfig(readConfig(), circumstances), processTerminal.warn, servers);
  });
  process.exit(exitCode);
} catch (error) {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const isExpected = EXPECTED.has(code);
  processTerminal.warn(isExpected ? `triptych: ${(error as Error).message}` : inspect(error));
  process.exit(isExpected ? EXIT.unavailable : EXIT.internal);
}
