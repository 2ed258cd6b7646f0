import { once } from "node:events";
import { Worker } from "node:worker_threads";

/** Resolves to the first message of a worker thread, which then ends: for work that would block the event loop. */
export async function runInWorker<Message>(entry: URL, workerData: unknown): Promise<Message> {
  const worker = new Worker(entry, { workerData });
  try {
    const [message] = (await once(worker, "message")) as [Message];
    return message;
  } finally {
    await worker.terminate();
  }
}
