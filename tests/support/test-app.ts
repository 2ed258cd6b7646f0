import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFreePort, KEY, launch } from "./app-process.ts";
import type { OtherHost } from "./other-host.ts";
import { createPresenterApi } from "./presenter-api.ts";
import { findChildren, until } from "./processes.ts";

export type TestApp = Awaited<ReturnType<typeof startTestApp>>;

export type TestAppOptions = {
  readonly host?: string;
  readonly publicUrl?: string;
  /** the data folder of an earlier app; a new one by default */
  readonly dataDir?: string;
  readonly databaseUrl?: string;
  readonly dev?: boolean;
  /** further variables of its environment */
  readonly env?: Readonly<Record<string, string>>;
  /** the host it runs on; this one by default */
  readonly at?: Pick<OtherHost, "prefix" | "address">;
};

/** Starts the program of `npm start` on a test data folder: web, runner and PostgreSQL as users run them. */
export async function startTestApp(options: TestAppOptions = {}) {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "triptych-app-"));
  const port = await findFreePort();
  const app = launch({
    args: options.dev === true ? ["--dev"] : [],
    prefix: options.at?.prefix ?? [],
    env: {
      ...options.env,
      DATA_DIR: dataDir,
      PORT: String(port),
      HOST: options.host ?? "127.0.0.1",
      PUBLIC_URL: options.publicUrl ?? "",
      DATABASE_URL: options.databaseUrl ?? "",
    },
  });
  const { said, exited, pid } = app;
  await until(
    "the app reports that it is ready",
    () => said().includes("Stop with Ctrl-C") || app.hasExited(),
    120_000,
  );
  if (app.hasExited()) throw new Error(`The app did not start:\n${said()}`);
  const origin = `http://${options.at?.address ?? "127.0.0.1"}:${port}`;

  return {
    origin,
    port,
    key: KEY,
    dataDir,
    pid,
    said,
    exited,
    presenterUrl: /Presenter: (\S+)/.exec(said())?.[1] ?? "",
    audienceUrl: /Audience: +(\S+)/.exec(said())?.[1] ?? "",
    ...createPresenterApi(origin, KEY, said),
    pidOf: (name: "runner" | "web") => findChildren(pid, name === "runner" ? "bin/runner.ts" : "server.ts")[0] ?? null,
    databasePid: () => Number(readFileSync(join(dataDir, "postgres/cluster/postmaster.pid"), "utf8").split("\n")[0]),
    /** `kill -9` of the started process only. */
    async kill(): Promise<void> {
      app.signal("SIGKILL");
      await exited;
    },
    /** A graceful stop, like Ctrl-C; resolves to the exit code. */
    async stop({ keepData = false } = {}): Promise<number | null> {
      app.signal("SIGTERM");
      const code = await exited;
      if (!keepData) rmSync(dataDir, { recursive: true, force: true });
      return code;
    },
  };
}
