import { closeSync, openSync, readSync } from "node:fs";

const NS_PER_MS = 1e6;
const buffer = Buffer.alloc(128);

/** Reads how long the main thread of a process has waited for a CPU while ready to run, in ms since its start. */
export type CpuWaitReader = {
  /** null on systems without this figure, and for a process that has ended */
  readMs(): number | null;
  close(): void;
};

/** Keeps /proc/PID/schedstat open, because it is read twice a batch; its second value is the time waited, in ns. */
export function openCpuWait(pid: number): CpuWaitReader {
  let file: number | null = null;
  try {
    file = openSync(`/proc/${pid}/schedstat`, "r");
  } catch {
    // no such system, or it has ended
  }
  return {
    readMs() {
      if (file === null) return null;
      try {
        const text = buffer.toString("latin1", 0, readSync(file, buffer, 0, buffer.length, 0));
        const waitNs = Number(text.split(" ")[1]);
        return Number.isFinite(waitNs) ? waitNs / NS_PER_MS : null;
      } catch {
        return null;
      }
    },
    close() {
      if (file !== null) closeSync(file);
      file = null;
    },
  };
}

export function readCpuWaitMs(pid: number): number | null {
  const reader = openCpuWait(pid);
  const waitMs = reader.readMs();
  reader.close();
  return waitMs;
}
