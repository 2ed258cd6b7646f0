import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "../..");
/** As our npm scripts start them. */
export const CHECK_NODE = join(ROOT, "bin/check-node.mjs");
export const KEY = "test-key-of-the-presenter";

export type AppProcess = {
  readonly pid: number;
  /** everything that it and its children have printed so far */
  readonly said: () => string;
  readonly exited: Promise<number | null>;
  readonly hasExited: () => boolean;
  readonly signal: (name: NodeJS.Signals) => void;
};

export type Launch = {
  /** relative to the repository */
  readonly script?: string;
  readonly args?: readonly string[];
  /** in front of node, such as `ip netns exec` */
  readonly prefix?: readonly string[];
  /** on top of a lean environment; an empty value counts as not set */
  readonly env: Readonly<Record<string, string>>;
};

/** Starts one of our programs with nothing of the test's own settings but PATH and HOME. */
export function launch({ script = "bin/start.ts", args = [], prefix = [], env }: Launch): AppProcess {
  const [command = process.execPath, ...rest] = [
    ...prefix,
    process.execPath,
    "--import",
    CHECK_NODE,
    join(ROOT, script),
    ...args,
  ];
  const lean = {
    PATH: process.env["PATH"],
    HOME: process.env["HOME"],
    PRESENTER_KEY: KEY,
    LOG_LEVEL: "warn",
    NODE_ENV: "production",
  } as const;
  const child = spawn(command, rest, { cwd: ROOT, env: { ...lean, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data: Buffer) => chunks.push(data.toString()));
  const exited = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
  return {
    pid: child.pid ?? -1,
    said: () => chunks.join(""),
    exited,
    hasExited: () => child.exitCode !== null || child.signalCode !== null,
    signal: (name) => void child.kill(name),
  };
}

export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

/** Whether nobody listens there. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen({ port, host: "127.0.0.1", exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
