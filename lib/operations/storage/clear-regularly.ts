import type { Cleared, Storage } from "../../core/ports/storage.ts";

/** Not at the start, which has more urgent statements. */
const FIRST_AFTER_MS = 60_000;
const INTERVAL_MS = 3_600_000;

type Deps = {
  readonly storage: Pick<Storage, "clear">;
  readonly onCleared: (cleared: Cleared) => void;
  readonly onFailed: (error: unknown) => void;
};

/** Clears what is no longer needed every hour, and after a minute while something is left. Returns a function that stops it. */
export function clearRegularly({ storage, onCleared, onFailed }: Deps): () => void {
  let timer = setTimeout(() => void clear(), FIRST_AFTER_MS);
  timer.unref();
  let isStopped = false;

  async function clear(): Promise<void> {
    let isLeft = false;
    try {
      const cleared = await storage.clear();
      isLeft = Object.values(cleared).some((rows) => rows > 0);
      if (isLeft) onCleared(cleared);
    } catch (error) {
      onFailed(error);
    }
    if (isStopped) return;
    timer = setTimeout(() => void clear(), isLeft ? FIRST_AFTER_MS : INTERVAL_MS);
    timer.unref();
  }
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
