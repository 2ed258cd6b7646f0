import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { findFreePort, launch, type Launch } from "../support/app-process.ts";
import { findByEnvironment } from "../support/processes.ts";
import { startTestApp } from "../support/test-app.ts";

const folder = mkdtempSync(join(tmpdir(), "triptych-refused-"));
const dataDir = join(folder, "data");
// the user that it runs as must be able to reach the data folder
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Starts the app with a configuration that cannot work; resolves once it has exited. */
async function startAndFail({ env, ...how }: Omit<Launch, "env"> & { env?: Launch["env"] }) {
  const program = launch({ ...how, env: { DATA_DIR: dataDir, PORT: String(await findFreePort()), ...env } });
  const code = await program.exited;
  const said = program.said().trim();
  return {
    code,
    said,
    lines: said.split("\n").length,
    left: findByEnvironment(`DATA_DIR=${env?.["DATA_DIR"] ?? dataDir}`),
  };
}

test.each<[string, Record<string, string>, RegExp]>([
  ["a host of another machine", { HOST: "198.51.100.7" }, /198\.51\.100\.7 is not an address of this machine/],
  ["a key that is too short", { PRESENTER_KEY: "1234" }, /PRESENTER_KEY must be at least 22/],
  [
    "a database server that is not running",
    { DATABASE_URL: "postgres://me:hush-hush@127.0.0.1:9/none" },
    /DATABASE_URL cannot be used: .*ECONNREFUSED/,
  ],
  [
    "a database on an unknown host",
    { DATABASE_URL: "postgres://me:hush-hush@nowhere.invalid/none" },
    /DATABASE_URL cannot be used: .*nowhere\.invalid/,
  ],
  [
    "a database URL without a database",
    { DATABASE_URL: "postgres://me:hush-hush@127.0.0.1" },
    /must name a user and a database/,
  ],
])("[O1] %s: one clear line, exit code 1, no process left", async (_, env, reason) => {
  const start = await startAndFail({ env });
  expect(start).toMatchObject({ code: 1, lines: 1, left: [] });
  expect(start.said).toMatch(reason);
  expect(start.said).not.toContain("hush-hush");
});

test("[O1] a port in use is reported", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as AddressInfo;
  const start = await startAndFail({ env: { PORT: String(port) } });
  await new Promise((resolve) => other.close(resolve));
  expect(start).toMatchObject({ code: 1, lines: 1, left: [] });
  expect(start.said).toContain(`Port ${port} on 127.0.0.1 is in use`);
});

test("[O1] a data folder that is a file or cannot be created", async () => {
  const file = join(folder, "file");
  writeFileSync(file, "");
  for (const path of [file, join(file, "below"), "/proc/triptych"]) {
    const start = await startAndFail({ env: { DATA_DIR: path } });
    expect(start).toMatchObject({ code: 1, lines: 1 });
    expect(start.said).toContain(`The data folder ${path} cannot be written`);
  }
});

test.runIf(process.getuid?.() === 0)("[O1] a data folder of another user is refused to a non-root user", async () => {
  const closed = join(folder, "closed");
  mkdirSync(closed, { mode: 0o755 });
  const prefix = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"];
  const start = await startAndFail({ prefix, env: { DATA_DIR: closed } });
  expect(start).toMatchObject({ code: 1, lines: 1, left: [] });
  expect(start.said).toContain(`The data folder ${closed} cannot be written (EACCES)`);
  expect(readdirSync(closed)).toEqual([]);
});

test("[O1] a second start on the same data folder is refused, and the first keeps running", async () => {
  const app = await startTestApp();
  try {
    const second = await startAndFail({ env: { DATA_DIR: app.dataDir, PORT: String(app.port) } });
    expect(second).toMatchObject({ code: 1, lines: 1 });
    expect(second.said).toContain(`Triptych already runs on the data folder ${app.dataDir} (process ${app.pid})`);
    expect((await app.call("/api/health")).body).toMatchObject({ status: "ok" });
  } finally {
    await app.stop();
  }
}, 90_000);

test("[N1] the command line also reports in one line why it cannot start", async () => {
  const unreachable = { DATABASE_URL: "postgres://me:hush-hush@127.0.0.1:9/none" };
  const list = await startAndFail({ script: "bin/triptych.ts", args: ["list"], env: unreachable });
  expect(list).toMatchObject({ code: 4, lines: 1, left: [] });
  expect(list.said).toMatch(/^triptych: The database of DATABASE_URL cannot be used/);
  expect(list.said).not.toContain("hush-hush");
});
