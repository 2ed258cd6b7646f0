import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { execFileSync } from "node:child_process";

const DOCUMENTS = ["README.md", "ARCHITECTURE.md", "SPEC.md", "CONTRIBUTING.md"];
const PATH = /`((?:app|bin|components|docs|drizzle|lib|public|tests)\/[\w./[\]-]+|server\.ts|next\.config\.ts)`/g;

test.each(DOCUMENTS)("%s names only paths that exist", (document) => {
  const named = [...readFileSync(document, "utf8").matchAll(PATH)].map((match) => match[1] ?? "");
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
});

test("every row of SPEC.md has a test with its id", () => {
  const rows = [...readFileSync("SPEC.md", "utf8").matchAll(/^\| ([A-O]\d+) \|/gm)].map((match) => match[1] ?? "");
  const tests = execFileSync("git", ["grep", "-h", "-o", "-E", "\\[[A-O][0-9]+\\]", "--", "tests"], {
    encoding: "utf8",
  });
  const carried = new Set(tests.split("\n").map((id) => id.slice(1, -1)));
  expect(rows).not.toHaveLength(0);
  expect(rows.filter((id) => !carried.has(id))).toEqual([]);
});
