import { inspect } from "node:util";
import { processTerminal } from "../lib/cli/terminal.ts";
import { isStartedByNpm, readConfig, requireNodeVersion } from "../lib/config.ts";
import { announceServer } from "../lib/supervisor/running-servers.ts";
import { startApp } from "../lib/supervisor/start-app.ts";
import { watchLaunchers } from "../lib/supervisor/process/launcher-watch.ts";

/** Codes of errors that the operator can fix; any other error is a bug and is printed with its stack. */
const EXPECTED = new Set(["config", "cannot-start", "folder-in-use", "database-exhausted"]);

const printLine = (line: string) => processTerminal.print(line);
let requestStop: (() => void) | null = null;
const stopRequested = new Promise<void>((resolve) => {
  requestStop = resolve;
});
// registered first, so that Ctrl-C during the build also stops gracefully
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => requestStop?.());
if (isStartedByNpm()) watchLaunchers(() => requestStop?.());

try {
  requireNodeVersion();
  const config = readConfig();
  const app = await Promise.race([startApp(config, printLine, { dev: process.argv.includes("--dev") }), stopRequested]);
  // children started so far end with this process
  if (app === undefined) process.exit(130);
  const withdraw = announceServer(config, new URL(app.presenterUrl).origin);
  printLine(
    `\nTriptych is ready.\n  Presenter: ${app.presenterUrl}\n  Audience:  ${app.audienceUrl}\n\nStop with Ctrl-C.`,
  );
  try {
    await Promise.race([stopRequested, app.startFailure]);
  } finally {
    printLine("Stopping …");
    withdraw();
    await app.stop();
  }
  process.exit(0);
} catch (error) {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  processTerminal.warn(EXPECTED.has(code) ? `Triptych cannot start: ${(error as Error).message}` : inspect(error));
  process.exit(1);
}
