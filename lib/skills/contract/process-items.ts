import { setImmediate as yieldToMessages } from "node:timers/promises";
import type { BatchContext } from "./contract.ts";
import { describeError } from "../../issue-words.ts";

type ItemReport = Omit<Parameters<BatchContext["report"]>[0], "index" | "ok" | "error">;

/** Processes a batch item by item and yields in between, so that a cancel can arrive. An item that throws counts as failed; the batch continues. */
export async function processItems<Item>(
  items: readonly Item[],
  context: BatchContext,
  work: (item: Item, index: number) => ItemReport | Promise<ItemReport>,
): Promise<void> {
  for (const [position, item] of items.entries()) {
    await yieldToMessages();
    context.signal.throwIfAborted();
    const index = context.indices[position];
    if (index === undefined) throw new Error(`A batch of ${items.length} items has ${context.indices.length} indices`);
    try {
      context.report({ index, ok: true, ...(await work(item, index)) });
    } catch (error) {
      context.signal.throwIfAborted();
      context.report({
        index,
        ok: false,
        error: describeError(error),
        values: {},
        outcome: "failed",
      });
    }
  }
}
