import { readFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import type { MachineLoad } from "../../core/run/machine-load.ts";

/** Linux reports processor times in ticks of 1/100 s to user space, on all architectures that Node supports. */
const MS_PER_TICK = 10;
/** Position of the idle time and of the time idle while waiting for a disk in the first line of /proc/stat. */
const IDLE = 3;
const IOWAIT = 4;

/**
 * Reads the machine's processors and how long they have been idle since `createProcessorReader`. Null without /proc/stat, and
 * where this process may use only some of the processors: then nothing tells who takes which.
 */
export function createProcessorReader(
  readStat: () => string | null = readProcStat,
  processors: number | null = countProcessors(),
): () => MachineLoad | null {
  const startMs = parseIdleMs(readStat());
  return () => {
    const idleMs = parseIdleMs(readStat());
    if (processors === null || startMs === null || idleMs === null) return null;
    return { processors, idleMs: idleMs - startMs };
  };
}

function countProcessors(): number | null {
  const usable = availableParallelism();
  return usable === cpus().length ? usable : null;
}

/** Null as well for a system that shows the file without times. */
function parseIdleMs(stat: string | null): number | null {
  const [label, ...ticks] = (stat ?? "").split("\n", 1)[0]?.split(/\s+/) ?? [];
  const idle = Number(ticks[IDLE]) + Number(ticks[IOWAIT]);
  return label === "cpu" && Number.isFinite(idle) && ticks.some((each) => Number(each) > 0) ? idle * MS_PER_TICK : null;
}

function readProcStat(): string | null {
  try {
    return readFileSync("/proc/stat", "latin1");
  } catch {
    return null;
  }
}
