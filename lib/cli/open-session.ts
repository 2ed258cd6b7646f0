import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { systemClock } from "../clock.ts";
import type { Config } from "../config.ts";
import { newId } from "../ids.ts";
import type { OperationContext } from "../operations/context.ts";
import { createPriceFile } from "../prices/price-file.ts";
import { skillRegistry } from "../skills/registry.ts";
import { createStores } from "../store/stores.ts";
import { joinOrOpenDatabase } from "../supervisor/postgres/database.ts";
import { superviseChild, type SupervisedChild } from "../supervisor/process/supervised-child.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const RUNNER_STOP_MS = 10_000;

/** What a command works with: the operator's own rights, on the database of this data folder. */
export type OperatorSession = {
  readonly context: OperationContext;
  /** Makes sure that somebody drives runs: the server's runner when it is up, one of our own otherwise. */
  ensureRunner(): void;
  close(): Promise<void>;
};

/** Joins the running server's database or, when there is none, runs it for as long as the command lasts. */
export async function openOperatorSession(config: Config, say: (line: string) => void): Promise<OperatorSession> {
  const database = await joinOrOpenDatabase(config, say);
  const stores = await createStores({
    databaseUrl: database.url,
    onError: (error) => say(`Database: ${String(error)}`),
  });
  let runner: SupervisedChild | null = null;
  return {
    context: {
      ...stores,
      actor: { role: "presenter", name: "cli" },
      clock: systemClock,
      newId,
      prices: createPriceFile(config),
      skills: skillRegistry,
    },
    ensureRunner() {
      if (database.origin === "joined") return;
      const env = { NODE_ENV: "production", DATA_DIR: config.dataDir, DATABASE_URL: database.url, LOG_LEVEL: "error" };
      runner ??= superviseChild({
        name: "runner",
        args: [join(ROOT, "bin", "runner.ts")],
        cwd: ROOT,
        env,
        say,
        stopWithinMs: RUNNER_STOP_MS,
      });
    },
    async close() {
      await runner?.stop();
      await stores.close();
      await database.close();
    },
  };
}
