import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Config } from "../../config.ts";
import { migrateDatabase } from "../../store/migrate.ts";
import { openDataFolder } from "../folders/data-folder.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded-postgres.ts";
import { FolderInUseError } from "../folders/folder-lock.ts";
import { StartError } from "../process/start-error.ts";

export type OpenDatabase = {
  /** migrated; stays the same when the server has to be started again */
  readonly url: string;
  /** "joined": another process of ours runs it, and stops it */
  readonly origin: "embedded" | "joined" | "external";
  close(): Promise<void>;
};

/** The data folder and the database of a process that runs the house alone. Throws StartError or FolderInUseError. */
export async function openDatabase(config: Config, say: (line: string) => void): Promise<OpenDatabase> {
  const lock = openDataFolder(config.dataDir);
  try {
    const database =
      config.databaseUrl === null ? await openEmbedded(config.dataDir, say) : await openExternal(config.databaseUrl);
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

/** For a tool beside the house: joins the database that runs on this data folder, or else runs it for itself. */
export async function joinOrOpenDatabase(config: Config, say: (line: string) => void): Promise<OpenDatabase> {
  if (config.databaseUrl !== null) return openExternal(config.databaseUrl);
  try {
    return await openDatabase(config, say);
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

async function openEmbedded(dataDir: string, say: (line: string) => void): Promise<OpenDatabase> {
  const folder = join(dataDir, "postgres");
  mkdirSync(folder, { recursive: true });
  // left by a start that was killed: nobody is to join before the database is ready
  rmSync(urlPath(dataDir), { force: true });
  const first = await startEmbeddedPostgres({ folder });
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
    say(`PostgreSQL ended (${how}); starting it again`);
    for (let pauseMs = 50; !stopping; pauseMs = Math.min(5_000, pauseMs * 2)) {
      try {
        current = await startEmbeddedPostgres({ folder });
        watch(current);
        return;
      } catch (error) {
        say(`PostgreSQL does not start yet: ${rootMessage(error)}`);
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
  writeFileSync(urlPath(dataDir), first.url, { mode: 0o600 });
  return {
    url: first.url,
    origin: "embedded",
    async close() {
      stopping = true;
      await restarting;
      await current.stop();
      rmSync(urlPath(dataDir), { force: true });
    },
  };
}

function urlPath(dataDir: string): string {
  return join(dataDir, "postgres", "url");
}

/** The house may be just starting: its database is there in a moment. */
async function readUrl(dataDir: string): Promise<string | null> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (existsSync(urlPath(dataDir))) return readFileSync(urlPath(dataDir), "utf8");
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
