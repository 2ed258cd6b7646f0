import type { TestApp } from "../support/test-app.ts";
import { until } from "../support/processes.ts";

/** Lets the processes of an app open their inspectors on free ports, should they be asked to. */
export const INSPECTABLE = { NODE_OPTIONS: "--inspect-port=0" };

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
  const pid = pidOf("web");
  if (pid === null) throw new Error("The web process is not running");
  process.kill(pid, "SIGUSR1");
  const readUrl = () => /Debugger listening on (ws:\S+)/.exec(said())?.[1];
  await until("web opens its inspector", () => readUrl() !== undefined);
  const socket = new WebSocket(readUrl() ?? "");
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve, { once: true });
    socket.addEventListener("error", () => reject(new Error("The inspector of web cannot be reached")), { once: true });
  });
  let asked = 0;
  const ask = (method: string, params = {}) => {
    const id = (asked += 1);
    const { promise, resolve, reject } = Promise.withResolvers<InspectorReply>();
    const onMessage = ({ data }: MessageEvent) => {
      const reply = JSON.parse(String(data)) as InspectorReply;
      if (reply.id !== id) return;
      socket.removeEventListener("message", onMessage);
      if (reply.result === undefined) reject(new Error(`${method}: ${JSON.stringify(reply.error)}`));
      else resolve(reply);
    };
    socket.addEventListener("message", onMessage);
    socket.send(JSON.stringify({ id, method, params }));
    return promise;
  };
  return {
    async readHeldMb() {
      await ask("HeapProfiler.collectGarbage");
      const { result } = await ask("Runtime.evaluate", { expression: MEASURE, returnByValue: true });
      const heldMb = result?.result?.value;
      if (typeof heldMb !== "number") throw new Error(`Web's memory cannot be read: ${JSON.stringify(result)}`);
      return heldMb;
    },
    close: () => socket.close(),
  };
}

type InspectorReply = {
  readonly id?: number;
  readonly result?: { readonly result?: { readonly value?: unknown } };
  readonly error?: unknown;
};
