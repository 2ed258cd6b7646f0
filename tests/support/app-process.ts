import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "../..");
/** The flag that our npm scripts use. */
export const CHECK_NODE = join(ROOT, "bin/check-node.mjs");
export const KEY = "test-key-of-the-presenter";

export type AppProcess = {
  readonly pid: number;
  /** all output of the process and its children so far */
  readonly said: () => string;
  readonly exited: Promise<number | null>;
  readonly hasExited: () => boolean;
  readonly signal: (name: NodeJS.Signals) => void;
};

export type Launch = {
  /** relative to the repository */
  readonly script?: string;
  readonly args?: readonly string[];
  /** command prefix before node, such as `ip netns exec` */
  readonly prefix?: readonly string[];
  /** added to a minimal environment; an empty value counts as unset */
  readonly env: Readonly<Record<string, string>>;
};

/** Starts one of our programs; from the test's environment it inherits only PATH and HOME. */
export function launch({ script = "bin/start.ts", args = [], prefix = [], env }: Launch): AppProcess {
  const [command = process.execPath, ...rest] = [
    ...prefix,
    process.execPath,
    "--import",
    CHECK_NODE,
    join(ROOT, script),
    ...args,
  ];
  const minimal = {
    PATH: process.env["PATH"],
    HOME: process.env["HOME"],
    PRESENTER_KEY: KEY,
    LOG_LEVEL: "warn",
    NODE_ENV: "production",
  } as const;
  const child = spawn(command, rest, { cwd: ROOT, env: { ...minimal, ...env }, stdio: ["ignore", "pipe", "pipe"] });
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

/** Whether the port is free. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen({ port, host: "127.0.0.1", exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
