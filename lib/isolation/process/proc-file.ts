import { closeSync, openSync, readSync } from "node:fs";

export const READS_PROC = process.platform === "linux";

const buffer = Buffer.alloc(65_536);

/** The text of a small file of /proc; null when the process has ended, which is not an error. Longer files are cut at 64 kB. */
export function readProcFile(path: string): string | null {
  let file: number | null = null;
  try {
    // one read instead of the four calls of readFileSync, since this happens thousands of times a minute
    file = openSync(path, "r");
    return buffer.toString("latin1", 0, readSync(file, buffer, 0, buffer.length, 0));
  } catch {
    return null;
  } finally {
    if (file !== null) closeSync(file);
  }
}
