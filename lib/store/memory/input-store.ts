import type { JsonObject } from "../../core/kit/json.ts";
import type { InputHead, InputStore } from "../../core/ports/input-store.ts";
import { copy } from "./memory-database.ts";

export function createMemoryInputStore(): InputStore {
  const inputs = new Map<string, { readonly head: InputHead; readonly rows: readonly JsonObject[] }>();
  return {
    async add(head, rows) {
      const { skillId, name, checksum } = head;
      const same = [...inputs.values()].find(
        ({ head: kept }) => kept.skillId === skillId && kept.name === name && kept.checksum === checksum,
      );
      if (same !== undefined) return copy(same.head);
      if (inputs.has(head.id)) throw new Error(`Input ${head.id} exists already`);
      inputs.set(head.id, copy({ head, rows }));
      return copy(head);
    },
    get: async (id) => copy(inputs.get(id)?.head ?? null),
    readRows: async (id, limit) => copy(inputs.get(id)?.rows.slice(0, limit) ?? null),
  };
}
