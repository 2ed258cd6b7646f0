import { queryProcessTree, type ProcessTree, READS_PROC, readProcessTree } from "../process/process-tree.ts";

const POLL_MS = 100;
/** `ps` is a process of its own: asked less often */
const SLOW_POLL_MS = 1_000;

export type MemoryWatchOptions = {
  readonly limitMb: number;
  readonly onOverrun: (usedMb: number) => void;
  /** a process that counts against the limit though it is no child of the skill and not its need; null when there is none */
  readonly companion: () => number | null;
};

/** `lastMb`: what the skill itself needed, without the companion */
export type MemoryWatch = { readonly lastMb: number | null; stop(): void };

/** Looks at the resident memory of a skill and all it started, and tells once when it is over the limit. */
export function watchMemory(pid: number, options: MemoryWatchOptions): MemoryWatch {
  let lastMb: number | null = null;
  let told = false;

  function judge([skill, companion]: readonly (ProcessTree | null | undefined)[]): void {
    // null when the skill itself has ended
    lastMb = skill?.rssMb ?? null;
    if (told || lastMb === null) return;
    const countedMb = lastMb + (companion?.rssMb ?? 0);
    if (countedMb <= options.limitMb) return;
    told = true;
    options.onOverrun(countedMb);
  }

  function poll(): void {
    if (READS_PROC) judge(roots().map(readProcessTree));
    else
      Promise.all(roots().map(queryProcessTree)).then(judge, () => {
        // `ps` failed this once: the last figure stands until the next look
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
