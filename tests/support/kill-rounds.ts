import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { withOneConnection } from "../../lib/store/connection/clients.ts";
import { findProcessesIn } from "../../lib/supervisor/process/process-identity.ts";
import { until } from "./processes.ts";

const PARENT = fileURLToPath(new URL("./postgres-parent.ts", import.meta.url));

export type PostgresParent = {
  readonly child: ChildProcess;
  readonly postmaster: number;
  readonly url: string;
  readonly startedInMs: number;
  /** numbers with an acknowledged commit */
  readonly acknowledged: Set<number>;
};

/** Starts a process that runs PostgreSQL on the folder and commits rows; rejects with its output on failure. */
export async function startPostgresParent(
  folder: string,
  options: { prefix?: readonly string[]; identity?: "other-user" } = {},
): Promise<PostgresParent> {
  const { prefix = [], identity } = options;
  const [command = process.execPath, ...args] = [
    ...prefix,
    process.execPath,
    PARENT,
    folder,
    ...(identity === undefined ? [] : [identity]),
  ];
  const startedAt = performance.now();
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
  const acknowledged = new Set<number>();
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const [word, first = "", second = ""] = line.split(" ");
      if (word === "ack") acknowledged.add(Number(first));
      if (word === "ready")
        resolve({
          child,
          postmaster: Number(first),
          url: second,
          startedInMs: performance.now() - startedAt,
          acknowledged,
        });
      if (word === "failed") reject(new Error(line.slice("failed ".length)));
    });
    child.once("error", reject);
  });
}

export const KILL_TARGETS = [
  "node alone",
  "node and all of PostgreSQL",
  "node and the postmaster",
  "node, the postmaster and a backend",
] as const;
export type KillTarget = (typeof KILL_TARGETS)[number];

/** Sends SIGKILL to the named processes; resolves when node is gone. */
export async function killParent(parent: PostgresParent, folder: string, way: KillTarget): Promise<void> {
  const backends = findProcessesIn(join(folder, "cluster")).filter((pid) => pid !== parent.postmaster);
  const victims: Record<KillTarget, number[]> = {
    "node alone": [],
    "node and all of PostgreSQL": [parent.postmaster, ...backends],
    "node and the postmaster": [parent.postmaster],
    "node, the postmaster and a backend": [parent.postmaster, ...backends.slice(-1)],
  };
  const gone = new Promise((resolve) => parent.child.once("exit", resolve));
  for (const pid of victims[way]) process.kill(pid, "SIGKILL");
  parent.child.kill("SIGKILL");
  await gone;
}

/** Acknowledged numbers that are missing. */
export async function findLost(url: string, acknowledged: ReadonlySet<number>): Promise<number[]> {
  const rows = await withOneConnection(url, (sql) => sql<{ number: number }[]>`select number from acknowledged`);
  const there = new Set(rows.map((row) => row.number));
  return [...acknowledged].filter((number) => !there.has(number));
}

/** One round: commit, kill, reopen. Returns the lost numbers and the time to reopen. */
export async function killRound(
  parent: PostgresParent,
  folder: string,
  way: KillTarget,
): Promise<{ next: PostgresParent; lost: number[]; commits: number }> {
  const before = parent.acknowledged.size;
  await until("some commits", () => parent.acknowledged.size > before + 50);
  await killParent(parent, folder, way);
  const next = await startPostgresParent(folder);
  for (const number of parent.acknowledged) next.acknowledged.add(number);
  return { next, lost: await findLost(next.url, parent.acknowledged), commits: parent.acknowledged.size };
}
