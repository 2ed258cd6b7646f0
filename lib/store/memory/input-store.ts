import type { JsonObject } from "../../core/kit/json.ts";
import type { InputHead, InputStore } from "../../core/ports/input-store.ts";
import { copy } from "./memory-database.ts";

export function createMemoryInputStore(): InputStore {
  const inputs = new Map<string, { readonly head: InputHead; readonly lines: readonly string[] }>();
  return {
    async add(head, lines) {
      const { skillId, name, checksum } = head;
      const same = [...inputs.values()].find(
        ({ head: kept }) => kept.skillId === skillId && kept.name === name && kept.checksum === checksum,
      );
      if (same !== undefined) return copy(same.head);
      if (inputs.has(head.id)) throw new Error(`Input ${head.id} exists already`);
      inputs.set(head.id, { head: copy(head), lines: [...lines] });
      return copy(head);
    },
    get: async (id) => copy(inputs.get(id)?.head ?? null),
    readRows: async (id, limit) =>
      inputs
        .get(id)
        ?.lines.slice(0, limit)
        .map((line) => JSON.parse(line) as JsonObject) ?? null,
  };
}
