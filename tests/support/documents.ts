import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A fenced block of a markdown page, and the last path in backticks before it. */
export type Block = { readonly language: string; readonly text: string; readonly path: string | null };

/** The pages that a newcomer follows. */
export const PAGES: readonly string[] = [
  "README.md",
  "CONTRIBUTING.md",
  ...["docs", "docs/skills"].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".md"))
      .map((name) => `${folder}/${name}`),
  ),
];

/** The fenced blocks, also indented ones, without their indentation. */
export function readBlocks(page: string, root = "."): readonly Block[] {
  const text = readFileSync(join(root, page), "utf8");
  return [...text.matchAll(/^( *)```(\w*)\n([\s\S]*?)^\1```$/gm)].map((match) => {
    const [, indent = "", language = "", body = ""] = match;
    const before = text.slice(0, match.index).split("\n\n").at(-2) ?? "";
    const named = `${before}\n${text.slice(0, match.index).split("\n\n").at(-1) ?? ""}`;
    const path = [...named.matchAll(/`([\w./-]+\.\w+)`/g)].at(-1)?.[1] ?? null;
    return { language, text: body.replaceAll(new RegExp(`^${indent}`, "gm"), ""), path };
  });
}

/** The commands of a page, one a line: those in fenced blocks for a shell, and those in backticks that begin with npm or curl. */
export function readCommands(page: string, root = "."): readonly string[] {
  const fenced = readBlocks(page, root)
    .filter(({ language }) => language === "sh" || language === "")
    .flatMap(({ text }) => text.split("\n"));
  const prose = readFileSync(join(root, page), "utf8").replaceAll(/^ *```[\s\S]*?^ *```$/gm, "");
  const inline = [...prose.matchAll(/`((?:npm|npx|curl) [^`]+)`/g)].map((match) => match[1] ?? "");
  return [...fenced, ...inline.map((line) => line.replaceAll("\n", " "))]
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
