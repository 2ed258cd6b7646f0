/** A well-behaved skill in plain Node: it doubles the number of each item. */
import { createInterface } from "node:readline";

const send = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  if (message.type === "open") send({ type: "ready", protocol: 1, items: message.items });
  if (message.type === "close") process.exit(0);
  if (message.type !== "batch") continue;
  const { batchId, fromItem, toItem } = message;
  for (let index = fromItem; index < toItem; index++)
    send({ type: "item", batchId, index, ok: true, values: { double: 2 * index } });
  send({ type: "batch-done", batchId });
}
