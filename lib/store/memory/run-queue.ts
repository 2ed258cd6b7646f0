import type { RunQueue } from "../../core/ports/run-ownership.ts";

export function createMemoryRunQueue(onError: (error: unknown) => void = () => undefined): RunQueue {
  const queued = new Set<string>();
  const working = new Set<Promise<void>>();
  let worker: { readonly concurrency: number; readonly handle: (runId: string) => Promise<void> } | null = null;

  function dispatch(): void {
    for (const runId of queued) {
      if (worker === null || working.size >= worker.concurrency) return;
      queued.delete(runId);
      const work = worker
        .handle(runId)
        .catch(onError)
        .finally(() => {
          working.delete(work);
          dispatch();
        });
      working.add(work);
    }
  }

  return {
    async send(runId) {
      queued.add(runId);
      setImmediate(dispatch);
    },
    async work({ concurrency }, handle) {
      worker = { concurrency, handle };
      dispatch();
    },
    async stop() {
      worker = null;
      await Promise.allSettled(working);
    },
  };
}
