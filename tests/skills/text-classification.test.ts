import { expect, test } from "vitest";
import { readSplit } from "../../lib/skills/bundled/text-classification/corpus.ts";
import { drawMails } from "../../lib/skills/bundled/text-classification/draw-mails.ts";
import { countFeatures } from "../../lib/skills/bundled/text-classification/features.ts";
import { trainClassifier } from "../../lib/skills/bundled/text-classification/neighbours.ts";
import { openSkill, runInBatches, sumOf } from "../support/skill-run.ts";

test("[M9] training and test mails are disjoint and cover the whole corpus", () => {
  const { training, testPool } = readSplit();
  const trained = new Set(training.map((mail) => mail.path));
  expect(testPool.filter((mail) => trained.has(mail.path))).toEqual([]);
  expect(training.length + testPool.length).toBe(6_046);
  expect(Math.abs(training.length - testPool.length)).toBeLessThan(300);
});

test("[B2] no mail repeats before the pool is used up", () => {
  const { testPool: pool } = readSplit();
  for (const distribution of ["uniform", "skewed"] as const) {
    const drawn = drawMails({ pool, seed: 3, count: pool.length, distribution });
    expect(new Set(drawn).size).toBe(pool.length);
    expect(drawMails({ pool, seed: 3, count: pool.length + 7, distribution })).toHaveLength(pool.length + 7);
  }
});

test("[B2] skewed mails are hard mails", () => {
  const { testPool: pool } = readSplit();
  const countHard = (distribution: "uniform" | "skewed") =>
    drawMails({ pool, seed: 3, count: 200, distribution }).filter((mail) => mail.folder === "hard-ham-1").length;
  expect(countHard("skewed")).toBeGreaterThan(3 * countHard("uniform"));
});

test("[M9] features count words and their n-grams, without tags", () => {
  const { ids, counts, total } = countFeatures("<b>viagra</b> viagra");
  // one word, four 3-grams, three 4-grams, two 5-grams
  expect(total).toBe(20);
  expect([...counts]).toEqual(Array.from({ length: 10 }, () => 2));
  expect([...ids]).toEqual([...ids].toSorted((a, b) => a - b));
});

test("[M9] a mail is classified by neighbours that share its rare words", () => {
  const spam = ["cheap pills offer", "cheap watches offer", "offer of cheap loans"].map((text) => ({
    features: countFeatures(text),
    isSpam: true,
  }));
  const ham = ["kernel patch review", "meeting about the patch", "review of the kernel list"].map((text) => ({
    features: countFeatures(text),
    isSpam: false,
  }));
  const classifier = trainClassifier([...spam, ...ham]);
  expect(classifier.classify(countFeatures("a cheap offer")).isSpam).toBe(true);
  expect(classifier.classify(countFeatures("the kernel patch")).isSpam).toBe(false);
});

test("[C1] on 80 mails it is nearly always right, and every mail is counted in one cell", async () => {
  const results = await runInBatches(await openSkill("text-classification", { items: 80 }), 80);
  expect(sumOf(results, "tp") + sumOf(results, "fp") + sumOf(results, "tn") + sumOf(results, "fn")).toBe(80);
  expect(sumOf(results, "correct")).toBe(sumOf(results, "tp") + sumOf(results, "tn"));
  expect(sumOf(results, "correct")).toBeGreaterThan(72);
  expect(sumOf(results, "tp")).toBeGreaterThan(5);
});
