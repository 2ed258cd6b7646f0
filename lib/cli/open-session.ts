import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { systemClock } from "../clock.ts";
import type { Config } from "../config.ts";
import { selectSkillsDir, selectTypedDir } from "../skills/sources/folders.ts";
import { newId } from "../ids.ts";
import type { OperationContext } from "../operations/context.ts";
import { createPriceFile } from "../prices/price-file.ts";
import { openSkills, type SkillSources } from "../skills/sources/open-skills.ts";
import { createStores } from "../store/stores.ts";
import { joinOrOpenDatabase } from "../supervisor/postgres/database.ts";
import { toDatabaseId, type RunningServer } from "../supervisor/running-servers.ts";
import { superviseChild, type SupervisedChild } from "../supervisor/process/supervised-child.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const RUNNER_STOP_MS = 10_000;

/** The context of a command: acts as the operator on the database of this data folder. */
export type OperatorSession = {
  readonly context: OperationContext;
  /** the skills of this data folder; read once, and again on request */
  readonly skillSources: SkillSources;
  /** Starts a runner, unless the running server already has one. */
  ensureRunner(): void;
  /** whether runs proceed only while this command lasts, because no server is running */
  readonly drivesAlone?: boolean;
  /** address of the server on this database, if it runs on this machine */
  readonly serverOrigin?: string;
  close(): Promise<void>;
};

/** Runs a command on the database; the result is its exit code. */
export type WithSession = (work: (session: OperatorSession) => Promise<number>) => Promise<void>;

/** Joins the running server's database, or else runs the database while the command lasts. */
export async function openOperatorSession(
  config: Config,
  printLine: (line: string) => void,
  servers: readonly RunningServer[] = [],
): Promise<OperatorSession> {
  const database = await joinOrOpenDatabase(config, printLine);
  const stores = await createStores({
    databaseUrl: database.url,
    onError: (error) => printLine(`Database: ${String(error)}`),
  });
  let runner: SupervisedChild | null = null;
  const folders = { skillsDir: selectSkillsDir(config), typedDir: selectTypedDir(config) };
  const skillSources = await openSkills({ ...folders, isWatching: false });
  const server = servers.find((each) => each.database === toDatabaseId(config));
  return {
    drivesAlone: database.origin === "embedded",
    ...(server === undefined ? {} : { serverOrigin: server.origin }),
    context: {
      ...stores,
      actor: { role: "presenter", name: "cli" },
      clock: systemClock,
      newId,
      prices: createPriceFile(config),
      skills: skillSources.skills,
    },
    skillSources,
    ensureRunner() {
      if (database.origin === "joined") return;
      const env = { NODE_ENV: "production", DATA_DIR: config.dataDir, LOG_LEVEL: "error" };
      runner ??= superviseChild({
        name: "runner",
        args: [join(ROOT, "bin", "runner.ts")],
        cwd: ROOT,
        env,
        secrets: { DATABASE_URL: database.url },
        printLine,
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
