import { afterAll, describe, expect, test } from "vitest";
import type { ItemResult } from "../../lib/core/ports/event-log.ts";
import type { SkillSession } from "../../lib/skills/contract/contract.ts";
import { skillRegistry } from "../../lib/skills/registry.ts";
import { openSkill, runInBatches } from "../support/skill-run.ts";

const SIZE = 12;
const DEMO_SKILLS = ["data-transformation", "performance-testing", "security-scanning", "text-classification"];
const opened: SkillSession[] = [];
afterAll(async () => {
  for (const session of opened) await session.close?.();
});

async function open(skillId: string, request: Parameters<typeof openSkill>[1]): Promise<SkillSession> {
  const session = await openSkill(skillId, request);
  opened.push(session);
  return session;
}

test("[M9] the skills of the demos are registered, each under its own id", () => {
  const ids = [...skillRegistry.keys()];
  expect(ids.filter((id) => DEMO_SKILLS.includes(id)).toSorted()).toEqual(DEMO_SKILLS);
  expect([...skillRegistry.values()].map(({ manifest }) => manifest.id)).toEqual(ids);
});

describe.each([...skillRegistry.keys()])("%s", (skillId) => {
  const manifest = skillRegistry.get(skillId)?.manifest;

  test("[M1] its manifest is complete and its sizes are within its own limits", () => {
    expect(manifest?.id).toBe(skillId);
    expect(manifest?.options.parse({})).toEqual(manifest?.options.parse(manifest.options.parse({})));
    for (const metric of manifest?.metrics ?? []) expect(metric.id).toMatch(/^[a-z][a-z0-9_]*$/);
    expect(manifest?.metrics.some((metric) => metric.weight > 0)).toBe(true);
    for (const { simple, medium, complex } of [manifest?.profile.items, manifest?.stage.items].filter(
      (sizes) => sizes !== undefined,
    )) {
      expect([simple, medium, complex]).toEqual([simple, medium, complex].toSorted((a, b) => a - b));
      expect(complex).toBeLessThanOrEqual(manifest?.maxItems ?? 0);
    }
  });

  test("[B2] every distribution yields exactly the requested number of items, deterministically", async () => {
    for (const distribution of ["uniform", "skewed", "clustered"] as const) {
      const [first, second] = [
        await open(skillId, { items: SIZE, distribution }),
        await open(skillId, { items: SIZE, distribution }),
      ];
      expect(first.items).toHaveLength(SIZE);
      expect(second.items).toEqual(first.items);
    }
    const otherSeed = await open(skillId, { items: SIZE, seed: 8 });
    const firstSeed = await open(skillId, { items: SIZE });
    expect(JSON.stringify(otherSeed.items)).not.toBe(JSON.stringify(firstSeed.items));
  });
});

/** Samples are measurements, such as latencies; their names and numbers are part of the outcome. */
function withoutSamples({ samples, ...result }: ItemResult) {
  return { ...result, samples: Object.entries(samples).map(([name, values]) => [name, values.length]) };
}

/** performance-testing has a deterministic load, but its latencies vary. */
describe.each([...skillRegistry.keys()].filter((id) => id !== "performance-testing"))("%s", (skillId) => {
  test("[B2] an item's outcome does not depend on how batches divide the items, or on other scenarios' processes", async () => {
    const [whole, divided] = [await open(skillId, { items: SIZE }), await open(skillId, { items: SIZE })];
    const results = await runInBatches(whole, SIZE);
    expect(results.map((result) => result.index)).toEqual(Array.from({ length: SIZE }, (_, index) => index));
    expect(results.every((result) => result.ok)).toBe(true);
    expect((await runInBatches(divided, 5)).map(withoutSamples)).toEqual(results.map(withoutSamples));
  });
});
