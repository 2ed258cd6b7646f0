import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { EXIT } from "../../lib/cli/exit-codes.ts";
import { createProgram } from "../../lib/cli/program.ts";
import { PAGES, readCommands } from "../support/documents.ts";
import { createRecordedTerminal } from "../support/recorded-terminal.ts";
import { listSourceFiles } from "./source-files.ts";

const DOCUMENTS = ["ARCHITECTURE.md", "SPEC.md", "CHANGELOG.md", ...PAGES];
const read = (path: string): string => readFileSync(path, "utf8");
const source = [...listSourceFiles(), "package.json"].map(read).join("\n");
const { scripts } = JSON.parse(read("package.json")) as { scripts: { readonly [name: string]: string } };
const terminal = createRecordedTerminal();
const program = createProgram(
  terminal,
  async () => {},
  async () => {},
);

/** What a document names in backticks. */
function named(document: string, pattern: RegExp): readonly string[] {
  return [...read(document).matchAll(/`([^`\n]+)`/g)]
    .map((match) => match[1] ?? "")
    .filter((text) => pattern.test(text));
}

/** As GitHub makes them from headings. */
function anchorsOf(document: string): readonly string[] {
  return [...read(document).matchAll(/^#+ (.+)$/gm)].map((match) =>
    (match[1] ?? "")
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, "")
      .trim()
      .replaceAll(" ", "-"),
  );
}

test.each(DOCUMENTS)("%s links to files and headings that exist", (document) => {
  const links = [...read(document).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map((match) => match[1] ?? "");
  const broken = links.filter((link) => {
    const [path = "", anchor] = link.split("#");
    const target = path === "" ? document : join(dirname(document), path);
    return !existsSync(target) || (anchor !== undefined && !anchorsOf(target).includes(anchor));
  });
  expect(broken).toEqual([]);
});

test.each(DOCUMENTS)("%s names only code, settings and files that exist", (document) => {
  const created = [...read(document).matchAll(/Create `([^`]+)`/g)].map((match) => match[1] ?? "");
  const paths = named(document, /^(app|bin|components|docs|drizzle|lib|public|tests)\/[\w./[\]-]+$/);
  expect(paths.filter((path) => !existsSync(path) && !created.includes(path))).toEqual([]);
  const names = named(document, /^([a-z]+[A-Z]\w*|[A-Z][A-Z0-9]*_[A-Z0-9_]+|[a-z]+[A-Z]\w*\(.*\))$/);
  const words = names.map((name) => name.replace(/\(.*/, ""));
  expect(words.filter((word) => !new RegExp(`\\b${word}\\b`).test(source))).toEqual([]);
});

test.each(DOCUMENTS)("%s names only npm scripts that exist", (document) => {
  const called = [...read(document).matchAll(/\bnpm run (?:--silent )?([\w:-]+)/g)].map((match) => match[1] ?? "");
  expect(called.filter((name) => !(name in scripts))).toEqual([]);
});

test.each(DOCUMENTS)("%s names only endpoints that exist", (document) => {
  const served = [...source.matchAll(/method: "(\w+)",\s+path: "([^"]+)"/g)].map(
    ([, method = "", path = ""]) => `${method.toUpperCase()} ${path}`,
  );
  const cited = [...read(document).matchAll(/(?:(GET|POST|DELETE) )?(?<![\w-])(\/api\/[\w./{}-]*[\w}])/g)];
  const unknown = cited.filter(
    ([, method, path]) =>
      !served.some((each) => (method === undefined ? each.endsWith(` ${path}`) : each === `${method} ${path}`)),
  );
  expect(unknown.map(([text]) => text)).toEqual([]);
});

test.each(PAGES)("%s names only commands and flags of the command line that exist", (page) => {
  const lines = readCommands(page).flatMap((line) => /npm run --silent triptych -- (.*)/.exec(line)?.[1] ?? []);
  const unknown = lines.filter((line) => {
    const [name, inner] = line.split(" ");
    const outer = program.commands.find((each) => each.name() === name);
    const command = outer?.commands.find((each) => each.name() === inner) ?? outer;
    const flags = [...line.matchAll(/(?<= )--[\w-]+/g)].map(([flag]) => flag);
    const known = ["--help", ...(command?.options ?? []).map(({ long }) => long)];
    return command === undefined ? line !== "<command>" : flags.some((flag) => !known.includes(flag));
  });
  expect(unknown).toEqual([]);
});

test("[N1] the page of the command line lists every command and every exit code", () => {
  const page = read("docs/command-line.md");
  const rows = [...page.matchAll(/^\| (`.*?) \| /gm)].flatMap((match) => [...(match[1] ?? "").matchAll(/`([a-z]+)/g)]);
  expect(new Set(rows.map((match) => match[1]))).toEqual(new Set(program.commands.map((each) => each.name())));
  const codes = [...page.matchAll(/^\| (\d+) \| /gm)].map((match) => Number(match[1]));
  expect(codes).toEqual([...Object.values(EXIT), 130]);
});

test("the README lists every environment variable that the operator sets", () => {
  const [, environment = ""] = /const Environment = z\.object\(\{([\s\S]*?)\n\}\);/.exec(read("lib/config.ts")) ?? [];
  const variables = [...environment.matchAll(/^ {2}([A-Z_]+):/gm)].map((match) => match[1]);
  const documented = [...read("README.md").matchAll(/^\| `([A-Z_]+)` \| /gm)].map((match) => match[1]);
  expect(new Set(documented)).toEqual(new Set(variables));
});

test("no document names a file that is not committed", () => {
  const listed = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { encoding: "utf8" }).split("\n");
  const images = DOCUMENTS.flatMap((document) =>
    [...read(document).matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map((match) => join(dirname(document), match[1] ?? "")),
  );
  expect(images.filter((path) => !listed.includes(path))).toEqual([]);
});

test("a benchmark that misses its goal says so with its exit code", () => {
  const benchmarks = Object.entries(scripts).filter(([name]) => name.startsWith("bench:"));
  expect(benchmarks).not.toHaveLength(0);
  const silent = benchmarks.filter(
    ([, script]) => !/judgeGoal\(|process\.exitCode/.test(read(script.split(" ")[1] ?? "")),
  );
  expect(silent.map(([name]) => name)).toEqual([]);
});
