import { readFileSync } from "node:fs";
import { inspect } from "node:util";
import { processTerminal } from "../lib/cli/terminal.ts";
import { composeRunner } from "../lib/composition/runner.ts";
import { ConfigError, readConfig, requireNodeVersion, takePassedSettings } from "../lib/config.ts";
import { stopOnRequest } from "../lib/supervisor/process/stop-on-request.ts";
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

  stopOnRequest(() => runner.stop(), { logger, limitMs: STOP_LIMIT_MS });

  await runner.start();
  logger.info({}, "runner ready");
} catch (error) {
  const isForOperator = error instanceof Error && "code" in error && EXPECTED.has(error.code);
  processTerminal.warn(isForOperator ? `Triptych's runner cannot start:\n${error.message}` : inspect(error));
  process.exit(isForOperator ? EXIT_BAD_CONFIG : 1);
}
