import type { TestApp } from "../support/test-app.ts";
import { openInspector } from "./inspector.ts";

/** Objects, buffers, and what sockets keep outside of the heap until the kernel takes it. */
const MEASURE = `(() => {
  const { heapUsed, external } = process.memoryUsage();
  const queued = process._getActiveHandles().reduce((sum, { _handle }) => sum + (_handle?.writeQueueSize ?? 0), 0);
  return (heapUsed + external + queued) / 1_048_576;
})()`;

export type HeapMeter = {
  /** What web holds after a collection of all garbage, in MB. Resident memory would say little: Node keeps what it has freed. */
  readHeldMb(): Promise<number>;
  close(): void;
};

/** Attaches to the web process of an app that was started with INSPECTABLE. */
export async function openHeapMeter({ pidOf, said }: Pick<TestApp, "pidOf" | "said">): Promise<HeapMeter> {
  const inspector = await openInspector(pidOf("web"), said);
  return {
    async readHeldMb() {
      await inspector.ask("HeapProfiler.collectGarbage");
      const heldMb = await inspector.evaluate(MEASURE);
      if (typeof heldMb !== "number") throw new Error(`Web's memory cannot be read: ${JSON.stringify(heldMb)}`);
      return heldMb;
    },
    close: () => inspector.close(),
  };
}
