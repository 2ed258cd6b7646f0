import { statfs } from "node:fs/promises";
import { MIN_FREE_BYTES } from "../../core/ports/storage.ts";

/** Bytes that programs can still write on the folder's disk; null when the system does not say. */
export async function readFreeBytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return null; // the folder is on a file system without figures, or not there yet
  }
}

/** Why a program cannot write to the folder; null when its disk has space. */
export async function describeFullDisk(folder: string): Promise<string | null> {
  const freeBytes = await readFreeBytes(folder);
  if (freeBytes === null || freeBytes >= MIN_FREE_BYTES) return null;
  return `the disk of ${folder} is full (${Math.floor(freeBytes / 1_000)} kB free)`;
}
