import { closeSync, openSync, readSync } from "node:fs";

export const READS_PROC = process.platform === "linux";

const buffer = Buffer.alloc(65_536);

/** The text of a file of /proc, cut at `maxBytes`; null when the process has ended, which is not an error. */
export function readProcFile(path: string, maxBytes = buffer.length): string | null {
  let file: number | null = null;
  try {
    // one read, of nearly all files, instead of the four calls of readFileSync: this happens thousands of times a minute
    file = openSync(path, "r");
    let text = "";
    for (let bytes = buffer.length; bytes === buffer.length && text.length < maxBytes;) {
      bytes = readSync(file, buffer, 0, buffer.length, text.length);
      text += buffer.toString("latin1", 0, bytes);
    }
    return text;
  } catch {
    return null;
  } finally {
    if (file !== null) closeSync(file);
  }
}
