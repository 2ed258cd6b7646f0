import { statfs } from "node:fs/promises";

/** Bytes that programs can still write on the folder's disk; null when the system does not say. */
export async function readFreeBytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return null; // the folder is on a file system without figures, or not there yet
  }
}
