import { randomBytes } from "node:crypto";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StartError } from "./process/start-error.ts";

/** The operator's key: 128 random bits in a file readable only by its owner. It is created once, so that links survive restarts. */
export function ensurePresenterKey(dataDir: string): string {
  const path = join(dataDir, "presenter-key");
  try {
    writeFileSync(path, `${randomBytes(16).toString("base64url")}\n`, { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  chmodSync(path, 0o600);
  const key = readFileSync(path, "utf8").trim();
  if (!/^[A-Za-z0-9_-]{22,200}$/.test(key))
    throw new StartError(`${path} does not contain a valid key. Delete the file to create a new one.`);
  return key;
}
