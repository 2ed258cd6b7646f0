import { systemClock } from "../../lib/clock.ts";
import { newId } from "../../lib/ids.ts";
import type { OperationContext } from "../../lib/operations/context.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import { NO_PRICES } from "./prices.ts";

/** The presenter's context over stores in memory. */
export function createMemoryContext(given: Pick<OperationContext, "skills">): OperationContext {
  const { log, runs, commands, queue, demos, stages, grants, inputs, storage } = createMemoryStores();
  const stores = { log, runs, commands, queue, demos, stages, grants, inputs, storage };
  const actor = { role: "presenter", name: "console" } as const;
  return { ...stores, actor, clock: systemClock, newId, prices: NO_PRICES, ...given };
}
