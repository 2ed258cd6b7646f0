import { setImmediate as yieldToMessages } from "node:timers/promises";
import type { BatchContext } from "./contract.ts";

type ItemReport = Omit<Parameters<BatchContext["report"]>[0], "index" | "ok" | "error">;

/** Works off a batch one item after the other; between two of them the process hears of a cancel. An item that throws has failed, its batch goes on. */
export async function processItems<Item>(
  items: readonly Item[],
  context: BatchContext,
  work: (item: Item, index: number) => ItemReport | Promise<ItemReport>,
): Promise<void> {
  for (const [position, item] of items.entries()) {
    await yieldToMessages();
    context.signal.throwIfAborted();
    const index = context.fromItem + position;
    try {
      context.report({ index, ok: true, ...(await work(item, index)) });
    } catch (error) {
      context.signal.throwIfAborted();
      context.report({
        index,
        ok: false,
        error: error instanceof Error ? error.message : String(error),
        values: {},
        outcome: "failed",
      });
    }
  }
}
