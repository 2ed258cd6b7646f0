import { askProcessTree, READS_PROC, readProcessTree } from "./process-tree.ts";

const POLL_MS = 100;
/** `ps` is a process of its own: asked less often */
const SLOW_POLL_MS = 1_000;

export type MemoryWatch = { readonly lastMb: number | null; stop(): void };

/** Looks at the resident memory of a skill and all it started, and tells once when it is over the limit. */
export function watchMemory(
  pid: number,
  options: { limitMb: number; onOverrun: (usedMb: number) => void },
): MemoryWatch {
  let lastMb: number | null = null;
  let told = false;

  function judge(rssMb: number | null): void {
    lastMb = rssMb;
    if (told || rssMb === null || rssMb <= options.limitMb) return;
    told = true;
    options.onOverrun(rssMb);
  }

  function poll(): void {
    if (READS_PROC) judge(readProcessTree(pid)?.rssMb ?? null);
    else
      askProcessTree(pid).then(
        (tree) => judge(tree?.rssMb ?? null),
        () => judge(lastMb), // `ps` failed this once: the last figure stands until the next look
      );
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
