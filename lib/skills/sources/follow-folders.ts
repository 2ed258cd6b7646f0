import { watch } from "chokidar";
import type { EventEmitter } from "node:events";
import { isLog } from "./compute-version.ts";
import { describeFileFault } from "./file-fault.ts";

export type FollowOptions = {
  /** absolute */
  readonly folders: readonly string[];
  /** reads the folders again */
  readonly read: () => Promise<void>;
  /** something cannot be followed or read: a sentence that says what to do, once */
  readonly onTrouble: (message: string) => void;
  /** reports "ready", "all" for each change, and "error" */
  readonly watcher?: Pick<EventEmitter, "on" | "once"> & { close(): Promise<void> };
};

/** Editors write a file in several steps. */
const SETTLE_MS = 100;
/** A reading is followed by a rest of so many times its length: a skill that writes into its own folder must not keep the server busy. */
const REST = 4;
/** skill.yaml and files beside it */
const WATCHED_DEPTH = 1;

/** Reads the folders again after changes, one reading at a time. Resolves, when every later change is noticed, to a function that ends it. */
export async function followFolders(options: FollowOptions): Promise<() => Promise<void>> {
  const { folders, read, onTrouble } = options;
  const watcher = options.watcher ?? watch([...folders], { ignoreInitial: true, depth: WATCHED_DEPTH, ignored: isLog });
  const report = reportOnce(onTrouble);
  let timer: NodeJS.Timeout | null = null;
  let [isChanged, isEnded, readableAtMs] = [false, false, 0];

  async function readNow(): Promise<void> {
    isChanged = false;
    const startedAtMs = performance.now();
    await read().catch(report);
    const endedAtMs = performance.now();
    readableAtMs = endedAtMs + REST * (endedAtMs - startedAtMs);
    timer = null;
    if (isChanged && !isEnded) schedule();
  }
  function schedule(): void {
    timer = setTimeout(() => void readNow(), Math.max(SETTLE_MS, readableAtMs - performance.now()));
  }

  // one entry that cannot be followed must end neither the others nor the process
  watcher.on("error", report);
  watcher.on("all", () => {
    isChanged = true;
    if (timer === null && !isEnded) schedule();
  });
  await new Promise((resolve) => watcher.once("ready", resolve));
  return async () => {
    isEnded = true;
    if (timer !== null) clearTimeout(timer);
    await watcher.close();
  };
}

/** A watcher reports one cause for several of its entries, and again at each change. */
function reportOnce(onTrouble: (message: string) => void): (error: unknown) => void {
  const reported = new Set<string>();
  return (error) => {
    const message = describeFileFault(error);
    if (!reported.has(message)) onTrouble(message);
    reported.add(message);
  };
}
