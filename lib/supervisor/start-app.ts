import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createAddresses } from "../access/addresses.ts";
import { newJoinCode } from "../access/join-code.ts";
import { systemClock } from "../clock.ts";
import { readVariables, type Config } from "../config.ts";
import { newId } from "../ids.ts";
import { seedDemos } from "../operations/demos/seed-demos.ts";
import { skillRegistry } from "../skills/registry.ts";
import { createStores } from "../store/stores.ts";
import { RECEIVER_KEYS } from "../withheld-variables.ts";
import { ensureBuild } from "./build/ensure-build.ts";
import { openDataFolder } from "./folders/data-folder.ts";
import { type OpenDatabase, openDatabase } from "./postgres/database.ts";
import { requireFreePort } from "./ports.ts";
import { ensurePresenterKey } from "./presenter-key.ts";
import { type SupervisedChild, superviseChild } from "./process/supervised-child.ts";
import { waitForHealth } from "./wait-for-health.ts";

export type RunningApp = {
  readonly presenterUrl: string;
  readonly audienceUrl: string;
  /** rejects when web or runner cannot be started */
  readonly startFailure: Promise<never>;
  /** Stops runner, web and database in this order, because each may still need the next. */
  stop(): Promise<void>;
};

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const RUNNER_STOP_MS = 10_000;
const WEB_STOP_MS = 5_000;
/** longer than the time that it flushes for */
const TELEMETRY_STOP_MS = 8_000;

/** Starts database, web and runner on this machine and restarts them when they exit. Throws StartError or FolderInUseError when that is impossible. */
export async function startApp(
  config: Config,
  printLine: (line: string) => void,
  { dev = false } = {},
): Promise<RunningApp> {
  // checked before the port, because the error for a second start on one folder is more helpful
  openDataFolder(config.dataDir).release();
  const port = await requireFreePort(config.host, config.port);
  const database = await openDatabase(config, printLine);
  const children: SupervisedChild[] = [];
  const stop = async () => {
    // runner first: its last facts need the database, and web still shows them, and telemetry still sends them
    for (const child of children.toReversed()) await child.stop();
    await database.close();
  };
  try {
    const key = config.presenterKey ?? ensurePresenterKey(config.dataDir);
    const joinCode = await prepareStores(database);
    // the development server builds pages on demand
    const distDir = dev ? null : await ensureBuild(ROOT, printLine);
    const env = buildEnvironment(config, { port, distDir });
    const web = superviseChild({
      name: "web",
      args: [join(ROOT, "server.ts"), ...(dev ? ["--dev"] : [])],
      cwd: ROOT,
      env,
      secrets: { DATABASE_URL: database.url, PRESENTER_KEY: key, ...nameReceivers(config) },
      printLine,
      stopWithinMs: WEB_STOP_MS,
    });
    children.push(web);
    if (config.telemetry !== null) children.push(superviseTelemetry(database.url, env, printLine));
    const runner = superviseChild({
      name: "runner",
      args: [join(ROOT, "bin", "runner.ts")],
      cwd: ROOT,
      env,
      secrets: { DATABASE_URL: database.url, ...nameReceivers(config) },
      printLine,
      stopWithinMs: RUNNER_STOP_MS,
    });
    children.push(runner);
    const startFailure = Promise.race([web.startFailure, runner.startFailure]);
    await Promise.race([waitForHealth(config.host, port), startFailure]);
    const origin = createAddresses({ port, host: config.host, publicUrl: config.publicUrl }).publicOrigin;
    return { presenterUrl: `${origin}/enter#key=${key}`, audienceUrl: `${origin}/a/${joinCode}`, startFailure, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Adds the sample demos and the default stage, and returns the join code. */
async function prepareStores(database: OpenDatabase): Promise<string> {
  const stores = await createStores({ databaseUrl: database.url });
  try {
    await seedDemos({ demos: stores.demos, skills: skillRegistry, clock: systemClock });
    return (await stores.stages.ensureDefault({ id: newId("stage"), newCode: newJoinCode })).code;
  } finally {
    await stores.close();
  }
}

/** Web and runner must know whether runs are sent to Langfuse, and not with which keys. */
function nameReceivers({ telemetry }: Config): { readonly [name: string]: string } {
  const keptBack = "only-the-process-that-sends-has-it";
  return telemetry?.langfuse == null ? {} : { LANGFUSE_PUBLIC_KEY: keptBack, LANGFUSE_SECRET_KEY: keptBack };
}

/** Sends runs to other systems. Without it everything else works, so its failure is only said. */
function superviseTelemetry(
  databaseUrl: string,
  env: ReturnType<typeof buildEnvironment>,
  printLine: (line: string) => void,
): SupervisedChild {
  const child = superviseChild({
    name: "telemetry",
    args: [join(ROOT, "bin", "telemetry.ts")],
    cwd: ROOT,
    env,
    secrets: { DATABASE_URL: databaseUrl, ...readVariables(RECEIVER_KEYS) },
    printLine,
    stopWithinMs: TELEMETRY_STOP_MS,
  });
  child.startFailure.catch((error: unknown) => printLine(`Runs are not sent: ${String(error)}`));
  return child;
}

type OwnSettings = {
  readonly port: number;
  /** null: the development server, which builds on demand */
  readonly distDir: string | null;
};

function buildEnvironment(config: Config, own: OwnSettings) {
  return {
    NODE_ENV: own.distDir === null ? "development" : "production",
    NEXT_DIST_DIR: own.distDir,
    NEXT_TELEMETRY_DISABLED: "1",
    PORT: String(own.port),
    HOST: config.host,
    PUBLIC_URL: config.publicUrl,
    // absolute: a child runs in another folder
    DATA_DIR: config.dataDir,
    PRICES_FILE: config.pricesFile,
    SKILLS_DIR: config.skillsDir,
    LOG_LEVEL: config.logLevel,
  };
}
