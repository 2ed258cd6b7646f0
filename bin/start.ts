import { isStartedByNpm, readConfig, requireNodeVersion } from "../lib/config.ts";
import { startApp } from "../lib/supervisor/start-app.ts";
import { watchLaunchers } from "../lib/supervisor/process/launcher-watch.ts";

/** What an operator can act on has a code; anything else is a bug and shows its stack. */
const EXPECTED = new Set(["config", "cannot-start", "folder-in-use"]);

const say = (line: string) => console.log(line);
let stopAsked: (() => void) | null = null;
const askedToStop = new Promise<void>((resolve) => {
  stopAsked = resolve;
});
// before anything is started, so that a Ctrl-C during the build stops in order too
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stopAsked?.());
if (isStartedByNpm()) watchLaunchers(() => stopAsked?.());

try {
  requireNodeVersion();
  const house = await Promise.race([startApp(readConfig(), say, { dev: process.argv.includes("--dev") }), askedToStop]);
  // what was started so far ends with us
  if (house === undefined) process.exit(130);
  say(
    `\nTriptych is ready.\n  Presenter: ${house.presenterUrl}\n  Audience:  ${house.audienceUrl}\n\nStop with Ctrl-C.`,
  );
  try {
    await Promise.race([askedToStop, house.startFailure]);
  } finally {
    say("Stopping …");
    await house.stop();
  }
  process.exit(0);
} catch (error) {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  console.error(EXPECTED.has(code) ? `Triptych cannot start: ${(error as Error).message}` : error);
  process.exit(1);
}
