import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/** All source files that git tracks or would add, relative to the repository. */
export function listSourceFiles(): string[] {
  const output = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { encoding: "utf8" });
  return output.split("\n").filter((path) => /\.(ts|tsx)$/.test(path) && !path.endsWith(".d.ts"));
}

export type Import = { readonly specifier: string; readonly typeOnly: boolean };

const STATIC_IMPORT = /^\s*(?:import|export)\s+(type\s+)?(?:([^"'`;]*?)\s+from\s+)?["']([^"']+)["']/gm;
const DYNAMIC_IMPORT = /\bimport\(\s*["']([^"']+)["']\s*\)/g;

/** Imports and re-exports of a file; `{ type A, type B }` counts as type-only. */
export function readImports(path: string): Import[] {
  const source = readFileSync(path, "utf8");
  const fixed = [...source.matchAll(STATIC_IMPORT)].map((match) => ({
    specifier: match[3] ?? "",
    typeOnly: match[1] !== undefined || onlyTypes(match[2] ?? ""),
  }));
  const dynamic = [...source.matchAll(DYNAMIC_IMPORT)].map((match) => ({ specifier: match[1] ?? "", typeOnly: false }));
  return [...fixed, ...dynamic];
}

function onlyTypes(clause: string): boolean {
  const names = clause
    .replace(/[{}\s]+/g, " ")
    .trim()
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
  return clause.includes("{") && names.length > 0 && names.every((name) => name.startsWith("type "));
}

export type LocalImport = { readonly target: string; readonly typeOnly: boolean };

const known = new Set(listSourceFiles());

/** The files of the repository that a file imports. */
export function readLocalImports(path: string): LocalImport[] {
  return readImports(path).flatMap(({ specifier, typeOnly }) => {
    const named = toRepositoryPath(path, specifier);
    const target = [named, `${named}.ts`, `${named}.tsx`].find((candidate) => known.has(candidate));
    return target === undefined ? [] : [{ target, typeOnly }];
  });
}

/** Resolves an import of `from` to a repository path, or to the package's name. */
export function toRepositoryPath(from: string, specifier: string): string {
  if (specifier.startsWith("@/")) return specifier.slice(2);
  return specifier.startsWith(".") ? normalize(join(dirname(from), specifier)) : specifier;
}
