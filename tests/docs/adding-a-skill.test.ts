import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RunDetail } from "../../lib/api/schemas.ts";
import { ROOT } from "../support/app-process.ts";
import { readBlocks, readCommands } from "../support/documents.ts";

const PAGE = "docs/adding-a-skill.md";
const REGISTRY = "lib/skills/registry.ts";
const folder = mkdtempSync(join(tmpdir(), "triptych-guide-"));
const copy = join(folder, "triptych");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A copy of the project, in which a newcomer has followed the guide. */
beforeAll(() => {
  const listed = execFileSync("git", ["ls-files", "-coz", "--exclude-standard"], { cwd: ROOT, encoding: "utf8" });
  for (const path of listed.split("\0").filter((each) => each !== "" && existsSync(join(ROOT, each))))
    cpSync(join(ROOT, path), join(copy, path), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  for (const { language, path, text } of readBlocks(PAGE, ROOT)) {
    if (language !== "ts" || path === null) continue;
    if (path === REGISTRY) addLines(text);
    else create(path, text);
  }
});

function create(path: string, text: string): void {
  expect([path, existsSync(join(copy, path))]).toEqual([path, false]);
  mkdirSync(dirname(join(copy, path)), { recursive: true });
  writeFileSync(join(copy, path), text);
}

/** Puts the import before the list, and the list in the place of the one that is there. */
function addLines(text: string): void {
  const path = join(copy, REGISTRY);
  const [imported = "", list = ""] = text.trim().split("\n\n");
  const bundled = /const bundled: readonly Skill\[\] = \[[^\]]*\];/;
  const registry = readFileSync(path, "utf8");
  expect(registry).toMatch(bundled);
  const count = (registry.match(/import .*skill\.ts/g) ?? []).length + 1;
  expect(list.match(/^ {2}\w+,$/gm)).toHaveLength(count);
  writeFileSync(path, registry.replace(bundled, list).replace(/\n\n/, `\n${imported}\n\n`));
}

function run(command: string) {
  const env = { PATH: process.env["PATH"], HOME: process.env["HOME"], DATA_DIR: join(folder, "data") } as const;
  const { status, stdout, stderr } = spawnSync("sh", ["-c", command], {
    cwd: copy,
    env: { ...env, NODE_ENV: "test" },
    encoding: "utf8",
  });
  return { status, stdout, said: stdout + stderr };
}

test.each(readCommands(PAGE, ROOT))("[M1] the guide, followed to the letter: %s", { timeout: 240_000 }, (command) => {
  const { status, stdout, said } = run(command);
  expect(status, said).toBe(0);
  const document = command.endsWith("--json") ? RunDetail.parse(JSON.parse(stdout)) : null;
  expect([null, "complete"]).toContain(document?.status ?? null);
});

test("[M1] the guide's files pass the linter, and no test of ours expects the bundled skills alone", () => {
  const linted = run("npx oxlint --type-aware lib/skills tests/skills/compression.test.ts");
  expect(linted.status, linted.said).toBe(0);
  const files = "tests/skills/bundled.test.ts tests/operations tests/cli/bad-usage.test.ts tests/api/skills.test.ts";
  const named = run(
    `npx vitest run --project sharing --project full ${files} -t "registered|sample|unknown skill|lists every|neither"`,
  );
  expect(named.status, named.said).toBe(0);
}, 240_000);
