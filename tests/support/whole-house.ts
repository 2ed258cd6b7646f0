import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { RunDetail, type RunDetail as Run } from "../../lib/api/schemas.ts";
import type { RunEvent } from "../../lib/core/events.ts";
import { findChildren, until } from "./processes.ts";

const ROOT = join(import.meta.dirname, "../..");
const KEY = "test-key-of-the-presenter";

export type WholeHouse = Awaited<ReturnType<typeof startHouse>>;

/** `npm start`'s own program on a data folder of the test's: web, runner and PostgreSQL as a user gets them. */
export async function startHouse(options: { host?: string; publicUrl?: string } = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), "triptych-house-"));
  const port = await findFreePort();
  const lines: string[] = [];
  const child = spawn(process.execPath, [join(ROOT, "bin/start.ts")], {
    cwd: ROOT,
    env: {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      DATA_DIR: dataDir,
      PORT: String(port),
      HOST: options.host ?? "127.0.0.1",
      PUBLIC_URL: options.publicUrl ?? "",
      PRESENTER_KEY: KEY,
      LOG_LEVEL: "warn",
      NODE_ENV: "production",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data: Buffer) => lines.push(data.toString()));
  const exited = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  const said = () => lines.join("");
  await until("the house says that it is ready", () => said().includes("Triptych is ready") || child.exitCode !== null, 120_000);
  if (child.exitCode !== null) throw new Error(`The house did not start:\n${said()}`);
  const origin = `http://127.0.0.1:${port}`;
  const pid = child.pid ?? -1;

  async function call(path: string, body?: object): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${origin}${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { authorization: `Bearer ${KEY}`, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  }

  async function getRun(id: string): Promise<Run> {
    return RunDetail.parse((await call(`/api/runs/${id}`)).body);
  }

  /** Resolves with the run once the condition holds; an API that is away for a while is asked again. */
  async function untilRun(id: string, what: string, holds: (run: Run) => boolean, limitMs = 90_000): Promise<Run> {
    const deadline = performance.now() + limitMs;
    for (;;) {
      const run = await getRun(id).catch(() => null);
      if (run !== null && holds(run)) return run;
      if (performance.now() > deadline) throw new Error(`Not within ${limitMs} ms: ${what}. Last: ${JSON.stringify(run)}\n${said()}`);
      await delay(50);
    }
  }

  return {
    origin,
    port,
    key: KEY,
    dataDir,
    pid,
    said,
    exited,
    call,
    getRun,
    untilRun,
    async start(input: object): Promise<string> {
      const started = await call("/api/runs", input);
      if (started.status !== 201) throw new Error(`Not started: ${JSON.stringify(started)}`);
      return (started.body as { id: string }).id;
    },
    async events(id: string): Promise<RunEvent[]> {
      const { body } = await call(`/api/runs/${id}/events?limit=5000`);
      return (body as { events: RunEvent[] }).events;
    },
    pidOf: (name: "runner" | "web") => findChildren(pid, name === "runner" ? "bin/runner.ts" : "server.ts")[0] ?? null,
    databasePid: () => Number(readFileSync(join(dataDir, "postgres/cluster/postmaster.pid"), "utf8").split("\n")[0]),
    async stop(): Promise<void> {
      child.kill("SIGTERM");
      await exited;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
