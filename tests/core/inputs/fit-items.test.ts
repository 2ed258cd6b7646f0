import { expect, test } from "vitest";
import { drawRows } from "../../../lib/core/inputs/data.ts";
import { countMostItems, countVariantItems, fitItems } from "../../../lib/core/inputs/fit-items.ts";

test.each([
  [800, 10_000, [100, 300, 800]],
  [801, 10_000, [100, 300, 801]],
  [50_000, 20_000, [2_500, 7_500, 20_000]],
  [80, 100, [10, 30, 80]],
  [42, 100, [10, 20, 42]],
  [20, 100, [10, 14, 20]],
  [19, 100, [2, 7, 19]],
  [10, 100, [1, 4, 10]],
  [2, 100, [1, 1, 2]],
  [1, 100, [1, 1, 1]],
])(
  "[B3] %i rows, of which a skill takes %i, are shared out as 1 : 3 : 8, with enough to judge in each where there are enough",
  (rows, maxItems, items) => {
    expect(fitItems(rows, maxItems)).toEqual(items);
  },
);

test("[B3] no more items than rows are proposed, and variants get enough of them to compare", () => {
  const own = { maxItems: 1_000, ownRows: { count: 42 }, stage: { items: { simple: 10 } } };
  const generated = { maxItems: 1_000, stage: { items: { simple: 100 } } };
  expect([own, generated].map((skill) => countMostItems(skill, null))).toEqual([42, 1_000]);
  expect([own, generated].map((skill) => countMostItems(skill, { rows: 7 }))).toEqual([7, 7]);
  expect([own, generated].map((skill) => countVariantItems(skill, null))).toEqual([40, 100]);
  expect([own, generated].map((skill) => countVariantItems(skill, { rows: 300 }))).toEqual([300, 300]);
});

test("[B3] without rows there are no sizes", () => {
  expect(fitItems(0, 100)).toBeNull();
  expect(fitItems(Number.NaN, 100)).toBeNull();
});

test("[B3] draws as many rows as requested, each once, the same for the same seed", () => {
  const rows = Array.from({ length: 40 }, (_, at) => `row ${at}`);
  const all = drawRows(rows, { seed: 7, count: 40, distribution: "uniform" });
  expect(all.toSorted()).toEqual(rows.toSorted());
  expect(drawRows(rows, { seed: 7, count: 40, distribution: "uniform" })).toEqual(all);
  expect(drawRows(rows, { seed: 7, count: 5, distribution: "uniform" })).toEqual(all.slice(0, 5));
  expect(drawRows(rows, { seed: 8, count: 40, distribution: "uniform" })).not.toEqual(all);
  expect(drawRows(rows, { seed: 7, count: 25, distribution: "skewed" })).toHaveLength(25);
});
