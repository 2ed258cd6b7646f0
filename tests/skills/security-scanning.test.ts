import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createRandom } from "../../lib/core/inputs/data.ts";
import { drawPlants, plantInto } from "../../lib/skills/bundled/security-scanning/change-set.ts";
import { drawCredential } from "../../lib/skills/bundled/security-scanning/credentials.ts";
import { createScanner } from "../../lib/skills/bundled/security-scanning/scanner.ts";
import { listChangeSets, PACKAGES } from "../../lib/skills/bundled/security-scanning/source-pool.ts";
import { openSkill, runInBatches, sumOf } from "../support/skill-run.ts";

test("[M9] the pool has thousands of real files in a fixed order", () => {
  const sets = listChangeSets();
  expect(sets.flat().length).toBeGreaterThan(5_000);
  expect(listChangeSets()).toEqual(sets);
  expect(new Set(sets.flat()).size).toBe(sets.flat().length);
});

test("[M9] the files come from direct dependencies, so that they are always installed", () => {
  const { dependencies } = JSON.parse(readFileSync("package.json", "utf8")) as { dependencies: Record<string, string> };
  expect(PACKAGES.filter((name) => !(name in dependencies))).toEqual([]);
});

test("[M9] a plant is a separate line at its reported position", () => {
  const random = createRandom(1);
  const plants = [0, 0.5, 0.99].map((at) => ({ ...drawCredential(random, 0), path: "a.ts", at }));
  const original = "one\ntwo\nthree\nfour";
  const { content, ranges } = plantInto(original, plants);
  expect(ranges.map(({ plant, from, to }) => content.slice(from, to) === plant.line)).toEqual([true, true, true]);
  expect(content.split("\n").filter((line) => !plants.some((plant) => plant.line === line))).toEqual(
    original.split("\n"),
  );
});

test("[M9] every kind of credential is found when plain, and missed when split", async () => {
  const scan = await createScanner();
  const random = createRandom(5);
  const seen = new Map<string, boolean>();
  for (let drawn = 0; drawn < 150; drawn += 1) {
    const { kind, line } = drawCredential(random, 0);
    const found = (await scan(`first();\n${line}\nlast();\n`, "/src/a.ts")).length > 0;
    seen.set(kind, found && (seen.get(kind) ?? true));
  }
  expect([...seen].filter(([, found]) => !found)).toEqual([]);
  expect(seen.size).toBe(13);
});

test("[B2] skewed change sets contain more disguised credentials", () => {
  const files = ["a.ts", "b.ts"];
  const countHidden = (distribution: "uniform" | "skewed") =>
    Array.from({ length: 200 }, (_, index) => drawPlants({ files, index }, 7, distribution))
      .flat()
      .filter((plant) => plant.disguise !== "plain").length;
  expect(countHidden("skewed")).toBeGreaterThan(1.5 * countHidden("uniform"));
});

test("[C1] every plant is either found or missed, and all files are scanned", async () => {
  const results = await runInBatches(await openSkill("security-scanning", { items: 10 }), 10);
  expect(sumOf(results, "found") + sumOf(results, "missed")).toBe(sumOf(results, "planted"));
  expect(sumOf(results, "planted")).toBeGreaterThan(20);
  expect(sumOf(results, "found") / sumOf(results, "planted")).toBeGreaterThan(0.8);
  expect(sumOf(results, "scanned")).toBe(sumOf(results, "files"));
  expect(sumOf(results, "falseAlarms")).toBeLessThan(10);
});
