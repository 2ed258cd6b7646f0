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
  /** one that a former house left; a new one otherwise */
  readonly dataDir?: string;
  readonly databaseUrl?: string;
  readonly dev?: boolean;
  /** where it runs, when not here */
  readonly at?: Pick<OtherHost, "prefix" | "address">;
};

/** `npm start`'s own program on a data folder of the test's: web, runner and PostgreSQL as a user gets them. */
export async function startTestApp(options: TestAppOptions = {}) {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "triptych-house-"));
  const port = await findFreePort();
  const house = launch({
    args: options.dev === true ? ["--dev"] : [],
    prefix: options.at?.prefix ?? [],
    env: {
      DATA_DIR: dataDir,
      PORT: String(port),
      HOST: options.host ?? "127.0.0.1",
      PUBLIC_URL: options.publicUrl ?? "",
      DATABASE_URL: options.databaseUrl ?? "",
    },
  });
  const { said, exited, pid } = house;
  await until(
    "the house says that it is ready",
    () => said().includes("Stop with Ctrl-C") || house.hasExited(),
    120_000,
  );
  if (house.hasExited()) throw new Error(`The house did not start:\n${said()}`);
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
    /** `kill -9` of the program that was started, and of it alone. */
    async kill(): Promise<void> {
      house.signal("SIGKILL");
      await exited;
    },
    /** Orderly, as Ctrl-C does it; resolves to the exit code. */
    async stop({ keepData = false } = {}): Promise<number | null> {
      house.signal("SIGTERM");
      const code = await exited;
      if (!keepData) rmSync(dataDir, { recursive: true, force: true });
      return code;
    },
  };
}
