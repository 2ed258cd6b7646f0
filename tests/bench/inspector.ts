import { until } from "../support/processes.ts";

/** Lets the processes of an app open their inspectors on free ports, should they be asked to. */
export const INSPECTABLE = { NODE_OPTIONS: "--inspect-port=0" };

export type Inspector = {
  ask(method: string, params?: object): Promise<unknown>;
  /** The value of an expression in the process. */
  evaluate(expression: string): Promise<unknown>;
  close(): void;
};

const LISTENING = /Debugger listening on (ws:\S+)/g;

/** Attaches to a process of an app that was started with INSPECTABLE; `said`: the app's output so far. */
export async function openInspector(pid: number | null, said: () => string): Promise<Inspector> {
  if (pid === null) throw new Error("The process is not running");
  const readUrls = () => [...said().matchAll(LISTENING)].map(([, url = ""]) => url);
  const before = readUrls().length;
  process.kill(pid, "SIGUSR1");
  await until(`process ${pid} opens its inspector`, () => readUrls().length > before);
  const socket = new WebSocket(readUrls().at(-1) ?? "");
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve, { once: true });
    socket.addEventListener("error", () => reject(new Error(`The inspector of ${pid} cannot be reached`)), {
      once: true,
    });
  });
  let asked = 0;
  const ask = (method: string, params = {}) => {
    const id = (asked += 1);
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const onMessage = ({ data }: MessageEvent) => {
      const reply = JSON.parse(String(data)) as InspectorReply;
      if (reply.id !== id) return;
      socket.removeEventListener("message", onMessage);
      if (reply.result === undefined) reject(new Error(`${method}: ${JSON.stringify(reply.error)}`));
      else resolve(reply.result.result?.value);
    };
    socket.addEventListener("message", onMessage);
    socket.send(JSON.stringify({ id, method, params }));
    return promise;
  };
  return {
    ask,
    evaluate: (expression) => ask("Runtime.evaluate", { expression, returnByValue: true }),
    close: () => socket.close(),
  };
}

type InspectorReply = {
  readonly id?: number;
  readonly result?: { readonly result?: { readonly value?: unknown } };
  readonly error?: unknown;
};
