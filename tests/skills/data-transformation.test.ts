import { expect, test } from "vitest";
import { createRandom } from "../../lib/core/inputs/data.ts";
import { corrupt } from "../../lib/skills/bundled/data-transformation/corrupt.ts";
import { readMovies } from "../../lib/skills/bundled/data-transformation/movies.ts";
import { computeSimilarity, prepare } from "../../lib/skills/bundled/data-transformation/similarity.ts";
import { openSkill, runInBatches, sumOf } from "../support/skill-run.ts";

const film = { title: "The Land Girls", year: 1998, director: "David Leland", distributor: "Gramercy" };

test("[M9] known films and strangers together are the whole table", () => {
  const { known, strangers } = readMovies();
  expect(known.length + strangers.length).toBe(3_200);
  expect(strangers.length).toBeGreaterThan(300);
});

test.each([
  ["another case", { ...film, title: "THE LAND GIRLS" }, 1],
  ["two letters swapped", { ...film, title: "The Lnad Girls" }, 0.85],
  ["words in another order", { ...film, title: "Land The Girls" }, 1],
  ["only a piece left", { ...film, title: "The Land" }, 0.9],
  ["no year, no director", { ...film, year: null, director: "" }, 1],
])("[M9] a copy with %s is still similar", (_what, copy, atLeast) => {
  expect(computeSimilarity(prepare(film), prepare(copy))).toBeGreaterThanOrEqual(atLeast);
});

test("[M9] another film is not similar", () => {
  const other = { title: "Jurassic Park", year: 1993, director: "Steven Spielberg", distributor: "Universal" };
  expect(computeSimilarity(prepare(film), prepare(other))).toBeLessThan(0.5);
});

test("[B2] corruption is determined by the generator and does not change the original", () => {
  const [first, second] = [corrupt(film, 4, createRandom(9)), corrupt(film, 4, createRandom(9))];
  expect(first).toEqual(second);
  expect(first).not.toEqual(film);
  expect(corrupt(film, 0, createRandom(9))).toEqual(film);
});

test("[B4] comparisons grow with the square of the items", async () => {
  for (const items of [20, 40, 80]) {
    const results = await runInBatches(await openSkill("data-transformation", { items }), items);
    expect(sumOf(results, "comparisons")).toBe(4 * items * items);
  }
});

test("[C1] most records are linked to their own film, strangers rarely, and skewed data are harder", async () => {
  const easy = await runInBatches(await openSkill("data-transformation", { items: 150 }), 150);
  const hard = await runInBatches(await openSkill("data-transformation", { items: 150, distribution: "skewed" }), 150);
  const recall = (results: typeof easy) => sumOf(results, "tp") / (sumOf(results, "tp") + sumOf(results, "fn"));
  expect(recall(easy)).toBeGreaterThan(0.85);
  expect(sumOf(easy, "fp")).toBeLessThan(10);
  expect(recall(hard)).toBeLessThan(recall(easy));
});

test("[M9] more records than films repeat films", async () => {
  const session = await openSkill("data-transformation", { items: 3_000 });
  expect(session.items).toHaveLength(3_000);
});
