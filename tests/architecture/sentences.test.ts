import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { listSourceFiles } from "./source-files.ts";

const ROOMS = ["decide", "estimate", "gates", "judgement", "pace"].map((room) => `lib/core/${room}/`);
const isText = (path: string) => path.includes("/text/") || path.endsWith("/text.ts");

/** A literal that ends with a full stop, such as a sentence for the screen. */
const SENTENCE = /(?<!from )(["`])(?:(?!\1).)*[a-z})]\.\1/;

test("judging and deciding code holds no sentences: they are together in text/ and in words/", () => {
  const sources = listSourceFiles().filter((path) => ROOMS.some((room) => path.startsWith(room)) && !isText(path));
  expect(sources.length).toBeGreaterThan(40);
  const found = sources.flatMap((path) =>
    readFileSync(path, "utf8")
      .split("\n")
      .filter((line) => !/^\s*(\*|\/\/|\/\*\*)/.test(line) && SENTENCE.test(line))
      .map((line) => `${path}: ${line.trim()}`),
  );
  expect(found).toEqual([]);
});
