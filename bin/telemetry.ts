import { readFileSync } from "node:fs";
import { inspect } from "node:util";
import { processTerminal } from "../lib/cli/terminal.ts";
import { composeTelemetry } from "../lib/composition/telemetry.ts";
import { ConfigError, readConfig, requireNodeVersion, takePassedSettings } from "../lib/config.ts";
import { onParentGone } from "../lib/supervisor/process/die-with-parent.ts";
import { createLogger } from "../lib/telemetry/logger.ts";

/** What is not sent by then stays in the log of its run, for the next start. */
const STOP_LIMIT_MS = 7_000;
const EXIT_BAD_CONFIG = 78;

try {
  requireNodeVersion();
  const config = readConfig(takePassedSettings(() => readFileSync(0, "utf8")));
  if (config.databaseUrl === null)
    throw new ConfigError("DATABASE_URL must be set. `npm start` sets it automatically.");
  if (config.telemetry === null)
    throw new ConfigError("No receiver is configured. Set OTEL_EXPORTER_OTLP_ENDPOINT, for example.");
  const logger = createLogger("telemetry", config.logLevel);
  const telemetry = await composeTelemetry(config.telemetry, config.databaseUrl, logger);

  let isStopping = false;
  const stop = (why: string): void => {
    if (isStopping) return;
    isStopping = true;
    logger.info({ why }, "stopping");
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
    telemetry.stop().then(
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

  await telemetry.start();
  logger.info({ content: config.telemetry.content }, "telemetry ready");
} catch (error) {
  const isForOperator = error instanceof ConfigError;
  processTerminal.warn(isForOperator ? `Telemetry cannot start:\n${error.message}` : inspect(error));
  process.exit(isForOperator ? EXIT_BAD_CONFIG : 1);
}
