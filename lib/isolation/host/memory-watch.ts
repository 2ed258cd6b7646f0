import { READS_PROC } from "../process/proc-file.ts";
import { queryProcessTree, type ProcessTree, readProcessTree } from "../process/process-tree.ts";

const POLL_MS = 100;
/** `ps` starts a process each time, so it is polled less often */
const SLOW_POLL_MS = 1_000;

export type MemoryWatchOptions = {
  readonly limitMb: number;
  /** `processes`: at least this many */
  readonly onOverrun: (usedMb: number, processes: number) => void;
  /** a process that counts against the limit although the skill did not start it; null without one */
  readonly companion: () => number | null;
  /** processes of the skill that its process tree may not contain, such as those whose parent has ended */
  readonly members?: () => readonly number[];
};

/** `lastMb`: the skill's own memory, without the companion */
export type MemoryWatch = { readonly lastMb: number | null; stop(): void };

/** Polls the resident memory of a skill's processes, and calls `onOverrun` once when it exceeds the limit. */
export function watchMemory(pid: number, options: MemoryWatchOptions): MemoryWatch {
  let lastMb: number | null = null;
  let isReported = false;

  function check([skill, companion]: readonly (ProcessTree | null | undefined)[]): void {
    // null once the skill has ended
    lastMb = skill?.rssMb ?? null;
    if (isReported || skill == null || lastMb === null) return;
    const countedMb = lastMb + (companion?.rssMb ?? 0);
    if (countedMb <= options.limitMb) return;
    isReported = true;
    options.onOverrun(countedMb, skill.pids.length);
  }

  function poll(): void {
    const companion = options.companion();
    const roots = companion === null ? [pid] : [pid, companion];
    if (READS_PROC) check(roots.map((root) => readProcessTree(root, root === pid ? options.members?.() : [])));
    else
      Promise.all(roots.map(queryProcessTree)).then(check, () => {
        // `ps` failed: keep the last value until the next poll
      });
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
