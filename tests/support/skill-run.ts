import type { ItemResult } from "../../lib/core/ports/event-log.ts";
import type { JsonObject } from "../../lib/core/kit/json.ts";
import type { Distribution } from "../../lib/core/run/spec.ts";
import type { SkillSession } from "../../lib/skills/contract/contract.ts";
import { skillRegistry } from "../../lib/skills/registry.ts";

export type SkillRequest = {
  items: number;
  seed?: number;
  distribution?: Distribution;
  options?: JsonObject;
  input?: readonly JsonObject[];
};

/** Opens a bundled skill in the test process. */
export function openSkill(
  skillId: string,
  { items, seed = 7, distribution = "uniform", options = {}, input }: SkillRequest,
): Promise<SkillSession> {
  const skill = skillRegistry.get(skillId);
  if (skill === undefined) throw new Error(`No skill ${skillId}`);
  return skill.open({
    scenarioId: "simple",
    seed,
    items,
    distribution,
    options: skill.manifest.options.parse(options),
    input: input ?? null,
  });
}

/** Processes the items in batches of the given size; returns results in item order. */
export async function runInBatches(session: SkillSession, batchSize: number): Promise<ItemResult[]> {
  const results: ItemResult[] = [];
  for (let fromItem = 0; fromItem < session.items.length; fromItem += batchSize) {
    const items = session.items.slice(fromItem, fromItem + batchSize);
    await session.invokeBatch(items, {
      indices: items.map((_, position) => fromItem + position),
      signal: new AbortController().signal,
      log: () => {},
      progress: () => {},
      report: (result) => results.push({ error: null, samples: {}, outcome: "", ...result }),
    });
  }
  return results;
}

export function sumOf(results: readonly ItemResult[], name: string): number {
  return results.reduce((sum, result) => sum + (result.values[name] ?? 0), 0);
}
