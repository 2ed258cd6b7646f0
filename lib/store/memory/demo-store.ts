import type { Demo, DemoStore } from "../../core/ports/run-store.ts";
import { copy } from "./memory-database.ts";

export function createMemoryDemoStore(): DemoStore {
  const demos = new Map<string, Demo>();
  const inOrder = (a: Demo, b: Demo) =>
    Number(b.sample) - Number(a.sample) || a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id);
  return {
    list: async () => copy([...demos.values()].toSorted(inOrder)),
    get: async (id) => copy(demos.get(id) ?? null),
    async addMissing(samples) {
      for (const demo of samples) if (!demos.has(demo.id)) demos.set(demo.id, copy(demo));
    },
  };
}
