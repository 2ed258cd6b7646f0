import type { RunQueue } from "../../core/ports/run-ownership.ts";

export function createMemoryRunQueue(onError: (error: unknown) => void = () => undefined): RunQueue {
  const queued = new Set<string>();
  let handle: ((runId: string) => Promise<void>) | null = null;
  let working: Promise<void> | null = null;

  function dispatch(): void {
    const [runId] = queued;
    if (handle === null || working !== null || runId === undefined) return;
    queued.delete(runId);
    working = handle(runId)
      .catch(onError)
      .finally(() => {
        working = null;
        dispatch();
      });
  }

  return {
    async send(runId) {
      queued.add(runId);
      setImmediate(dispatch);
    },
    async work(handleRun) {
      handle = handleRun;
      dispatch();
    },
    async stop() {
      handle = null;
      await working;
    },
  };
}
