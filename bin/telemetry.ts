import { readFileSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { inspect } from "node:util";
import { processTerminal } from "../lib/cli/terminal.ts";
import { composeTelemetry } from "../lib/composition/telemetry.ts";
import { ConfigError, provideHeaders, readConfig, requireNodeVersion, takePassedSettings } from "../lib/config.ts";
import { stopOnRequest } from "../lib/supervisor/process/stop-on-request.ts";
import { createLogger } from "../lib/telemetry/logger.ts";

/** What is not sent by then stays in the log of its run, for the next start. */
const STOP_LIMIT_MS = 7_000;
const EXIT_BAD_CONFIG = 78;

try {
  requireNodeVersion();
  // below workers of skills, whose speed is what a run shows
  setPriority(constants.priority.PRIORITY_LOW);
  const environment = takePassedSettings(() => readFileSync(0, "utf8"));
  const config = readConfig(environment);
  provideHeaders(environment);
  if (config.databaseUrl === null)
    throw new ConfigError("DATABASE_URL must be set. `npm start` sets it automatically.");
  if (config.telemetry === null)
    throw new ConfigError("No receiver is configured. Set OTEL_EXPORTER_OTLP_ENDPOINT, for example.");
  const logger = createLogger("telemetry", config.logLevel);
  const telemetry = await composeTelemetry(config.telemetry, config.databaseUrl, logger);

  stopOnRequest(() => telemetry.stop(), { logger, limitMs: STOP_LIMIT_MS });

  await telemetry.start();
  logger.info({ content: config.telemetry.content }, "telemetry ready");
} catch (error) {
  const isForOperator = error instanceof ConfigError;
  processTerminal.warn(isForOperator ? `Telemetry cannot start:\n${error.message}` : inspect(error));
  process.exit(isForOperator ? EXIT_BAD_CONFIG : 1);
}
