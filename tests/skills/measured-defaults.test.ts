import { expect, test } from "vitest";
import { skillRegistry } from "../../lib/skills/registry.ts";

const OURS = ["text-classification", "security-scanning", "performance-testing", "data-transformation"];
/** A skill need not have any; ours do. */
const measuring = [...skillRegistry.values()].filter(({ manifest: { id, measured } }) => OURS.includes(id) || measured);

test.each(measuring.map(({ manifest }) => [manifest.id, manifest] as const))(
  "[J1] [G20] %s ships figures of its own version at its stage sizes; if not: npm run measure",
  (_, { version, stage, measured }) => {
    expect(measured?.skillVersion).toBe(version);
    expect(measured?.samples.map(({ items }) => items)).toEqual(Object.values(stage.items));
    expect(measured?.samples.every(({ msPerItem }) => msPerItem > 0)).toBe(true);
    const warmUp = measured?.warmUp ?? [];
    expect(warmUp.length).toBeGreaterThan(0);
    expect(
      warmUp.every(({ items, ms }, at) => items > (warmUp[at - 1]?.items ?? 0) && ms >= (warmUp[at - 1]?.ms ?? 0)),
    ).toBe(true);
  },
);
