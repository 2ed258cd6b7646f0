import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  createRandom,
  drawIndices,
  drawInteger,
  shuffleIndices,
  type DrawRequest,
} from "../../../lib/core/inputs/data.ts";
import { DISTRIBUTIONS } from "../../../lib/core/run/spec.ts";

const request: fc.Arbitrary<DrawRequest> = fc.record({
  seed: fc.integer(),
  count: fc.integer({ min: 0, max: 200 }),
  poolSize: fc.integer({ min: 1, max: 100 }),
  distribution: fc.constantFrom(...DISTRIBUTIONS),
});

test("[B2] draws as many as requested, within the pool, the same for the same seed", () => {
  fc.assert(
    fc.property(request, (asked) => {
      const drawn = drawIndices(asked);
      expect(drawn).toHaveLength(asked.count);
      expect(drawn.every((index) => Number.isInteger(index) && index >= 0 && index < asked.poolSize)).toBe(true);
      expect(drawIndices(asked)).toEqual(drawn);
    }),
  );
});

test("[B2] a seed gives the same numbers on every machine and in every release", () => {
  const random = createRandom(7);
  const drawn = Array.from({ length: 4 }, () => Math.floor(random() * 1_000_000));
  expect(drawn).toMatchInlineSnapshot(`
    [
      366794,
      616937,
      919126,
      55446,
    ]
  `);
  expect(drawIndices({ seed: 7, count: 6, poolSize: 100, distribution: "uniform" })).toMatchInlineSnapshot(`
    [
      12,
      78,
      24,
      93,
      36,
      66,
    ]
  `);
});

test("[B2] other seeds give other data, also beyond 32 bits", () => {
  const first = (seed: number) => createRandom(seed)();
  const seeds = [0, 1, 2, -1, 2 ** 32, 2 ** 32 + 1, 2 ** 40];
  expect(new Set(seeds.map(first)).size).toBe(seeds.length);
});

test("[B2] numbers lie in [0, 1) and spread evenly", () => {
  const random = createRandom(1);
  const tenths = Array.from({ length: 10 }, () => 0);
  for (let count = 0; count < 100_000; count += 1) {
    const tenth = drawInteger(random, 10);
    tenths[tenth] = (tenths[tenth] ?? 0) + 1;
  }
  for (const hits of tenths) expect(Math.abs(hits - 10_000)).toBeLessThan(400);
});

test("[B2] a shuffle is a permutation", () => {
  expect(shuffleIndices(50, createRandom(3)).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 50 }, (_, index) => index),
  );
  expect(shuffleIndices(0, createRandom(3))).toEqual([]);
});

test("[B2] uniform draws every index once before any repeats", () => {
  const drawn = drawIndices({ seed: 5, count: 25, poolSize: 10, distribution: "uniform" });
  expect(new Set(drawn.slice(0, 10)).size).toBe(10);
  expect(new Set(drawn.slice(10, 20)).size).toBe(10);
});

test("[B2] skewed: a few favourites make up most of the draw", () => {
  const drawn = drawIndices({ seed: 5, count: 10_000, poolSize: 1_000, distribution: "skewed" });
  const counts = new Map<number, number>();
  for (const index of drawn) counts.set(index, (counts.get(index) ?? 0) + 1);
  const favourites = [...counts.values()].toSorted((a, b) => b - a).slice(0, 100);
  const share = favourites.reduce((sum, count) => sum + count, 0) / drawn.length;
  expect(share).toBeGreaterThan(0.6);
  expect(share).toBeLessThan(0.8);
});

test("[B2] clustered: most draws are followed by their neighbour", () => {
  const drawn = drawIndices({ seed: 5, count: 10_000, poolSize: 1_000, distribution: "clustered" });
  const neighbours = drawn.filter((index, at) => at > 0 && index === ((drawn[at - 1] ?? 0) + 1) % 1_000);
  expect(neighbours.length / drawn.length).toBeGreaterThan(0.85);
});

test("[B2] an empty pool gives an empty draw, and an error when items are requested", () => {
  expect(drawIndices({ seed: 1, count: 0, poolSize: 0, distribution: "uniform" })).toEqual([]);
  expect(() => drawIndices({ seed: 1, count: 3, poolSize: 0, distribution: "uniform" })).toThrow(
    "Cannot draw 3 indices from a pool of 0",
  );
  expect(() => drawIndices({ seed: 1, count: 3, poolSize: 9, distribution: "lumpy" as "uniform" })).toThrow(
    "Unhandled case",
  );
});
