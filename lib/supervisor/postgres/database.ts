import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Config } from "../../config.ts";
import { migrateDatabase } from "../../store/connection/migrate.ts";
import { describeFullDisk } from "../folders/disk-space.ts";
import { openDataFolder } from "../folders/data-folder.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded-postgres.ts";
import { embeddedUrlPath } from "./embedded-url.ts";
import { FolderInUseError } from "../folders/folder-lock.ts";
import { StartError } from "../process/start-error.ts";

export type OpenDatabase = {
  /** a migrated database; the URL stays the same when the server is restarted */
  readonly url: string;
  /** "joined": another Triptych process on this data folder runs and stops it */
  readonly origin: "embedded" | "joined" | "external";
  close(): Promise<void>;
};

/** Locks the data folder and opens the database for this process alone. Throws StartError or FolderInUseError. */
export async function openDatabase(config: Config, printLine: (line: string) => void): Promise<OpenDatabase> {
  const lock = openDataFolder(config.dataDir);
  try {
    const database =
      config.databaseUrl === null
        ? await openEmbedded(config.dataDir, printLine)
        : await openExternal(config.databaseUrl);
    return {
      ...database,
      async close() {
        await database.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** For the command line: joins the database of a running server on this data folder, or else opens it. */
export async function joinOrOpenDatabase(config: Config, printLine: (line: string) => void): Promise<OpenDatabase> {
  if (config.databaseUrl !== null) return openExternal(config.databaseUrl);
  try {
    return await openDatabase(config, printLine);
  } catch (error) {
    if (!(error instanceof FolderInUseError)) throw error;
    const url = await readUrl(config.dataDir);
    if (url === null) throw error;
    return { url, origin: "joined", close: async () => undefined };
  }
}

async function openExternal(url: string): Promise<OpenDatabase> {
  try {
    await migrateDatabase(url);
  } catch (error) {
    throw new StartError(`The database of DATABASE_URL cannot be used: ${rootMessage(error)}`, { cause: error });
  }
  return { url, origin: "external", close: async () => undefined };
}

async function openEmbedded(dataDir: string, printLine: (line: string) => void): Promise<OpenDatabase> {
  const folder = join(dataDir, "postgres");
  mkdirSync(folder, { recursive: true });
  // left by a killed start: other processes must not join before the database is ready
  rmSync(embeddedUrlPath(dataDir), { force: true });
  const first = await startFirst(folder);
  let stopping = false;
  let current: EmbeddedPostgres = first;
  let restarting: Promise<void> = Promise.resolve();
  watch(first);

  function watch(server: EmbeddedPostgres): void {
    void server.exited.then((how) => {
      if (!stopping) restarting = restart(how);
    });
  }

  async function restart(how: string): Promise<void> {
    let printed = `PostgreSQL exited (${how}); restarting`;
    printLine(printed);
    for (let pauseMs = 50; !stopping; pauseMs = Math.min(5_000, pauseMs * 2)) {
      try {
        current = await startEmbeddedPostgres({ folder });
        watch(current);
        return;
      } catch (error) {
        const fullDisk = await describeFullDisk(folder);
        const line = `PostgreSQL did not start, retrying: ${fullDisk ?? rootMessage(error)}`;
        if (line !== printed) printLine(line);
        printed = line;
        await delay(pauseMs);
      }
    }
  }

  try {
    await migrateDatabase(first.url);
  } catch (error) {
    stopping = true;
    await first.stop();
    throw error;
  }
  writeFileSync(embeddedUrlPath(dataDir), first.url, { mode: 0o600 });
  return {
    url: first.url,
    origin: "embedded",
    async close() {
      stopping = true;
      await restarting;
      await current.stop();
      rmSync(embeddedUrlPath(dataDir), { force: true });
    },
  };
}

async function startFirst(folder: string): Promise<EmbeddedPostgres> {
  try {
    return await startEmbeddedPostgres({ folder });
  } catch (error) {
    const fullDisk = await describeFullDisk(folder);
    if (fullDisk === null) throw error;
    throw new StartError(`PostgreSQL did not start: ${fullDisk}. Free some space and start again; nothing is lost.`, {
      cause: error,
    });
  }
}

/** Waits for the URL, because the server may still be starting. */
async function readUrl(dataDir: string): Promise<string | null> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (existsSync(embeddedUrlPath(dataDir))) return readFileSync(embeddedUrlPath(dataDir), "utf8");
    await delay(100);
  }
  return null;
}

function rootMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error
    ? rootMessage(error.cause)
    : error.message || String((error as NodeJS.ErrnoException).code);
}
