import type { JsonObject } from "../../core/json.ts";
import type { InputHead, InputStore } from "../../core/ports/input-store.ts";
import { copy } from "./memory-database.ts";

export function createMemoryInputStore(): InputStore {
  const inputs = new Map<string, { readonly head: InputHead; readonly rows: readonly JsonObject[] }>();
  return {
    async add(head, rows) {
      if (inputs.has(head.id)) throw new Error(`Input ${head.id} exists already`);
      inputs.set(head.id, copy({ head, rows }));
    },
    get: async (id) => copy(inputs.get(id)?.head ?? null),
    readRows: async (id, limit) => copy(inputs.get(id)?.rows.slice(0, limit) ?? null),
  };
}
