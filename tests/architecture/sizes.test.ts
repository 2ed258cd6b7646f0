import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { listSourceFiles } from "./source-files.ts";

const MAX_LINES = 300;

/** Files that must be longer, each with its reason. The list only shrinks. */
const LONGER: Readonly<Record<string, string>> = {};

const shipped = listSourceFiles().filter(
  (path) => !path.startsWith("tests/") && !path.startsWith("drizzle/migrations/"),
);
const linesOf = (path: string) => readFileSync(path, "utf8").split("\n").length - 1;

test("no shipped file is longer than 300 lines", () => {
  expect(
    shipped.filter((path) => linesOf(path) > MAX_LINES && !(path in LONGER)).map((path) => `${path}: ${linesOf(path)}`),
  ).toEqual([]);
});

test("nine of ten shipped files stay under 200 lines", () => {
  const short = shipped.filter((path) => linesOf(path) < 200);
  expect(short.length / shipped.length).toBeGreaterThanOrEqual(0.9);
});

test("every exception is still needed", () => {
  expect(Object.keys(LONGER).filter((path) => linesOf(path) <= MAX_LINES)).toEqual([]);
});
