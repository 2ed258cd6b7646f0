import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The file with the URL of the embedded database, while it runs. */
export function embeddedUrlPath(dataDir: string): string {
  return join(dataDir, "postgres", "url");
}

/** Whether this is the URL of the database in the data folder. */
export function isEmbeddedDatabase(dataDir: string, databaseUrl: string): boolean {
  try {
    return readFileSync(embeddedUrlPath(dataDir), "utf8") === databaseUrl;
  } catch {
    return false; // no database in this folder
  }
}
