import { readFileSync } from "node:fs";
import { inspect } from "node:util";
import { processTerminal } from "../lib/cli/terminal.ts";
import { composeRunner } from "../lib/composition/runner.ts";
import { ConfigError, readConfig, requireNodeVersion, takePassedSettings } from "../lib/config.ts";
import { onParentGone } from "../lib/supervisor/process/die-with-parent.ts";
import { createLogger } from "../lib/telemetry/logger.ts";

/** A graceful stop is aborted after this time; everything already stored is kept. */
const STOP_LIMIT_MS = 10_000;
const EXIT_BAD_CONFIG = 78;
/** What an operator can act on; anything else is a bug and shows its stack. */
const EXPECTED = new Set<unknown>(["config", "cannot-start"]);

try {
  requireNodeVersion();
  const config = readConfig(takePassedSettings(() => readFileSync(0, "utf8")));
  if (config.databaseUrl === null)
    throw new ConfigError("DATABASE_URL must be set. `npm start` sets it automatically.");
  const logger = createLogger("runner", config.logLevel);
  const runner = await composeRunner(config, config.databaseUrl, logger);

  let stopping = false;
  const stop = (why: string): void => {
    if (stopping) return;
    stopping = true;
    logger.info({ why }, "stopping");
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
    runner.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, "forced stop");
        process.exit(1);
      },
    );
  };
  process.once("SIGTERM", () => stop("SIGTERM"));
  process.once("SIGINT", () => stop("SIGINT"));
  onParentGone(() => stop("the parent process has ended"));

  await runner.start();
  logger.info({}, "runner ready");
} catch (error) {
  const isForOperator = error instanceof Error && "code" in error && EXPECTED.has(error.code);
  processTerminal.warn(isForOperator ? `Triptych's runner cannot start:\n${error.message}` : inspect(error));
  process.exit(isForOperator ? EXIT_BAD_CONFIG : 1);
}
