import { queryProcessTree, type ProcessTree, READS_PROC, readProcessTree } from "../process/process-tree.ts";

const POLL_MS = 100;
/** `ps` starts a process each time, so it is polled less often */
const SLOW_POLL_MS = 1_000;

export type MemoryWatchOptions = {
  readonly limitMb: number;
  readonly onOverrun: (usedMb: number) => void;
  /** a process that counts against the limit although the skill did not start it; null without one */
  readonly companion: () => number | null;
};

/** `lastMb`: the skill's own memory, without the companion */
export type MemoryWatch = { readonly lastMb: number | null; stop(): void };

/** Polls the resident memory of a skill's process tree, and calls `onOverrun` once when it exceeds the limit. */
export function watchMemory(pid: number, options: MemoryWatchOptions): MemoryWatch {
  let lastMb: number | null = null;
  let isReported = false;

  function check([skill, companion]: readonly (ProcessTree | null | undefined)[]): void {
    // null once the skill has ended
    lastMb = skill?.rssMb ?? null;
    if (isReported || lastMb === null) return;
    const countedMb = lastMb + (companion?.rssMb ?? 0);
    if (countedMb <= options.limitMb) return;
    isReported = true;
    options.onOverrun(countedMb);
  }

  function poll(): void {
    if (READS_PROC) check(roots().map(readProcessTree));
    else
      Promise.all(roots().map(queryProcessTree)).then(check, () => {
        // `ps` failed: keep the last value until the next poll
      });
  }

  function roots(): number[] {
    const companion = options.companion();
    return companion === null ? [pid] : [pid, companion];
  }

  const timer = setInterval(poll, READS_PROC ? POLL_MS : SLOW_POLL_MS).unref();
  poll();
  return {
    get lastMb() {
      return lastMb;
    },
    stop: () => clearInterval(timer),
  };
}
