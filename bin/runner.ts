import { composeRunner } from "../lib/composition/runner.ts";
import { ConfigError, readConfig, requireNodeVersion } from "../lib/config.ts";
import { onParentGone } from "../lib/supervisor/process/die-with-parent.ts";
import { createLogger } from "../lib/telemetry/logger.ts";

/** An orderly stop that takes longer than this ends all the same: what is stored stands. */
const STOP_LIMIT_MS = 10_000;
const EXIT_BAD_CONFIG = 78;
/** What an operator can act on; anything else is a bug and shows its stack. */
const EXPECTED = new Set<unknown>(["config", "cannot-start"]);

try {
  requireNodeVersion();
  const config = readConfig();
  if (config.databaseUrl === null)
    throw new ConfigError("DATABASE_URL must name the database of the runs. `npm start` sets it by itself.");
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
        logger.error({ err: error }, "stopped without order");
        process.exit(1);
      },
    );
  };
  process.once("SIGTERM", () => stop("SIGTERM"));
  process.once("SIGINT", () => stop("SIGINT"));
  onParentGone(() => stop("the parent is gone"));

  await runner.start();
  logger.info({}, "runner ready");
} catch (error) {
  const isForOperator = error instanceof Error && "code" in error && EXPECTED.has(error.code);
  console.error(isForOperator ? `Triptych's runner cannot start:\n${error.message}` : error);
  process.exit(isForOperator ? EXIT_BAD_CONFIG : 1);
}
