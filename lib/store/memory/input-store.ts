import type { JsonObject } from "../../core/kit/json.ts";
import type { InputStore } from "../../core/ports/input-store.ts";
import { copy, type MemoryDatabase } from "./memory-database.ts";

export function createMemoryInputStore({ inputs }: MemoryDatabase): InputStore {
  return {
    async add(head, lines) {
      const { skillId, name, checksum } = head;
      const same = [...inputs.values()].find(
        ({ head: kept }) => kept.skillId === skillId && kept.name === name && kept.checksum === checksum,
      );
      if (same !== undefined) {
        const createdAt = same.head.createdAt > head.createdAt ? same.head.createdAt : head.createdAt;
        same.head = { ...same.head, createdAt };
        return copy(same.head);
      }
      if (inputs.has(head.id)) throw new Error(`Input ${head.id} exists already`);
      inputs.set(head.id, { head: copy(head), lines: [...lines] });
      return copy(head);
    },
    get: async (id) => copy(inputs.get(id)?.head ?? null),
    countNulls: async (id, column) =>
      inputs.get(id)?.lines.filter((line) => (JSON.parse(line) as JsonObject)[column] === null).length ?? null,
    readRows: async (id, limit) =>
      inputs
        .get(id)
        ?.lines.slice(0, limit)
        .map((line) => JSON.parse(line) as JsonObject) ?? null,
  };
}
