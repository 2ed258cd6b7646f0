import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, realpathSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { childEnvironment } from "../../config.ts";
import { withOneConnection } from "../../store/connection/clients.ts";
import { formatSocketUrl } from "../../store/connection/connection.ts";
import { preparePostgresBinaries } from "./binaries.ts";
import { DATABASE_USER, ensureCluster, ensureSocketFolder } from "./folder.ts";
import { choosePostgresIdentity, type PostgresIdentity } from "./identity.ts";
import { clearLeftovers, isReady, waitUntil } from "./leftovers.ts";

export type EmbeddedPostgres = {
  readonly url: string;
  readonly pid: number;
  /** resolves with the exit reason when the server has exited */
  readonly exited: Promise<string>;
  /** Closes sessions and stops the server; kills it after 10 s. */
  stop(): Promise<void>;
};

export type EmbeddedPostgresOptions = {
  /** contains the cluster, its log and its socket; must exist and be locked by the caller (see lockFolder) */
  readonly folder: string;
  readonly database?: string;
  /** false only in tests: a power failure may then lose data */
  readonly durable?: boolean;
  readonly identity?: PostgresIdentity;
};

/** Starts PostgreSQL on a folder, reachable through a private unix socket only; recovers from a previous kill. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const folder = realpathSync(options.folder);
  const cluster = join(folder, "cluster");
  const durable = options.durable ?? true;
  const binaries = preparePostgresBinaries(join(folder, "libraries"));
  const identity = options.identity ?? choosePostgresIdentity();
  const socketFolder = ensureSocketFolder(cluster, identity);
  await ensureCluster(cluster, { binaries, identity, durable });
  await clearLeftovers(cluster, socketFolder);
  const logPath = join(folder, "postgres.log");
  const log = openLog(logPath);
  const [command = "", ...args] = [
    ...identity.prefix,
    binaries.postgres,
    ...serverArguments(cluster, socketFolder, durable),
  ];
  const child = spawn(command, args, {
    env: childEnvironment(binaries.env),
    stdio: ["ignore", log, log],
    // Ctrl-C in the terminal must not reach the database, which has to outlive the runner's last facts
    detached: true,
  });
  closeSync(log);
  const server = observe(child, cluster);
  const url = (database: string) => formatSocketUrl({ socketFolder, user: DATABASE_USER, database });
  try {
    await server.ready();
    await ensureDatabase(url("postgres"), options.database ?? "triptych");
  } catch (error) {
    await server.stop();
    throw new Error(`PostgreSQL did not start on ${folder}: ${lastLines(logPath)}`, { cause: error });
  }
  return {
    url: url(options.database ?? "triptych"),
    pid: child.pid ?? 0,
    exited: server.exited,
    stop: () => server.stop(),
  };
}

function observe(child: ReturnType<typeof spawn>, cluster: string) {
  let ended = false;
  const exited = new Promise<string>((resolve) => {
    const end = (how: string) => {
      ended = true;
      resolve(how);
    };
    child.once("error", (error) => end(error.message));
    child.once("exit", (code, signal) => end(signal ?? `code ${code}`));
  });
  return {
    exited,
    async ready(): Promise<void> {
      // after a crash the server replays its write-ahead log before it is ready
      const ready = await waitUntil(() => ended || isReady(cluster, child.pid ?? -1), 120_000);
      if (ended) throw new Error(`PostgreSQL exited during start-up: ${await exited}`);
      if (!ready) throw new Error("PostgreSQL was not ready after 120 s");
    },
    async stop(): Promise<void> {
      for (const [signal, patienceMs] of [
        ["SIGINT", 10_000],
        ["SIGQUIT", 3_000],
        ["SIGKILL", 3_000],
      ] as const) {
        if (ended) return;
        child.kill(signal);
        await waitUntil(() => ended, patienceMs);
      }
    },
  };
}

function serverArguments(cluster: string, socketFolder: string, durable: boolean): string[] {
  const settings = {
    listen_addresses: "",
    unix_socket_directories: socketFolder,
    unix_socket_permissions: "0700",
    port: "5432",
    max_connections: durable ? "100" : "300",
    log_min_messages: "warning",
    fsync: durable ? "on" : "off",
    synchronous_commit: durable ? "on" : "off",
    full_page_writes: durable ? "on" : "off",
    // recovery flushes the folder first: with one call for the file system instead of one for each of 1,300 files
    recovery_init_sync_method: "syncfs",
    autovacuum_naptime: "20s",
  };
  return ["-D", cluster, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}

async function ensureDatabase(adminUrl: string, database: string): Promise<void> {
  await withOneConnection(adminUrl, async (sql) => {
    const found = await sql`select 1 from pg_database where datname = ${database}`;
    if (found.length === 0) await sql`create database ${sql(database)}`;
  });
}

/** Keeps one previous log, so that logs cannot fill the disk over many starts. */
function openLog(path: string): number {
  mkdirSync(join(path, ".."), { recursive: true });
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > 5_000_000) renameSync(path, `${path}.1`);
  return openSync(path, "a", 0o600);
}

function lastLines(path: string): string {
  return readFileSync(path, "utf8").trimEnd().split("\n").slice(-5).join("\n");
}
