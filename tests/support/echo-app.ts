import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "../../lib/config.ts";
import { ensureBuild } from "../../lib/supervisor/build/ensure-build.ts";
import { openDatabase } from "../../lib/supervisor/postgres/database.ts";
import { killedWithParent } from "../../lib/supervisor/process/die-with-parent.ts";
import { findFreePort, type AppProcess, KEY, launch, ROOT } from "./app-process.ts";
import { createPresenterApi } from "./presenter-api.ts";
import { until } from "./processes.ts";

export type EchoApp = Awaited<ReturnType<typeof startEchoApp>>;

/** Starts web, runner and PostgreSQL in separate processes, with the echo skill instead of the bundled ones. */
export async function startEchoApp() {
  const lines: string[] = [];
  const printLine = (line: string) => void lines.push(line);
  const distDir = await ensureBuild(ROOT, printLine);
  const dataDir = mkdtempSync(join(tmpdir(), "triptych-echo-"));
  const port = await findFreePort();
  const database = await openDatabase(readConfig({ NODE_ENV: "production", DATA_DIR: dataDir }), printLine);
  const env = { DATA_DIR: dataDir, PORT: String(port), DATABASE_URL: database.url, NEXT_DIST_DIR: distDir };
  const processes: AppProcess[] = [];
  const said = () => [...lines, ...processes.map((each) => each.said())].join("\n");
  const stop = async () => {
    for (const each of processes.toReversed()) {
      each.signal("SIGTERM");
      await each.exited;
    }
    await database.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    for (const name of ["web", "runner"]) {
      const started = launch({
        script: "tests/support/echo-process.ts",
        args: [name],
        prefix: killedWithParent(),
        env,
      });
      processes.push(started);
      await until(`${name} is ready`, () => started.said().includes("ready") || started.hasExited(), 60_000);
      if (started.hasExited()) throw new Error(`The echo app did not start:\n${said()}`);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  const origin = `http://127.0.0.1:${port}`;
  return { origin, presenterUrl: `${origin}/enter#key=${KEY}`, ...createPresenterApi(origin, KEY, said), stop };
}
