import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Config } from "../config.ts";
import { isProcessAlive, processStartedAt } from "./process/process-identity.ts";

/** A file per server of this installation; a copy may share node_modules by a link, so each file names its root. */
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FOLDER = join(ROOT, "node_modules/.cache/triptych/servers");

const RunningServer = z.object({
  root: z.string(),
  pid: z.number().int(),
  startedAt: z.string(),
  origin: z.string().describe("address of pages and API"),
  dataDir: z.string(),
  database: z.string().describe("toDatabaseId of its settings"),
});
export type RunningServer = z.infer<typeof RunningServer>;

/** Identifies the database of these settings without revealing a password. */
export function toDatabaseId({ databaseUrl, dataDir }: Pick<Config, "databaseUrl" | "dataDir">): string {
  return createHash("sha256")
    .update(databaseUrl ?? `embedded in ${dataDir}`)
    .digest("hex");
}

/** Lets command lines of this installation find the server of this process. Returns a function that withdraws it. */
export function announceServer(config: Pick<Config, "databaseUrl" | "dataDir">, origin: string, folder = FOLDER) {
  const path = join(folder, `${process.pid}.json`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const startedAt = processStartedAt(process.pid) ?? "";
  const { dataDir } = config;
  const server = { root: ROOT, pid: process.pid, startedAt, origin, dataDir, database: toDatabaseId(config) };
  writeFileSync(path, JSON.stringify(server satisfies RunningServer), { mode: 0o600 });
  return () => rmSync(path, { force: true });
}

/** The running servers of this installation. Files of processes that no longer exist are removed. */
export function findServers(folder = FOLDER): readonly RunningServer[] {
  return listFiles(folder).flatMap((name) => {
    const path = join(folder, name);
    const server = readServer(path);
    if (server !== null && isProcessAlive(server.pid, server.startedAt)) return server.root === ROOT ? [server] : [];
    rmSync(path, { force: true });
    return [];
  });
}

function listFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => /^\d+\.json$/.test(name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** null for a file that is incomplete after a crash, or that its server has just removed. */
function readServer(path: string): RunningServer | null {
  try {
    return RunningServer.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return null;
  }
}
