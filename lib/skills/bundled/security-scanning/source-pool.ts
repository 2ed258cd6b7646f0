import { readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { findPackageJSON } from "node:module";

/** Dependencies that ship readable source, in a fixed order; the lock file pins their versions. */
export const PACKAGES = [
  "@base-ui/react",
  "@tanstack/react-query",
  "drizzle-orm",
  "lucide-react",
  "next",
  "pg-boss",
  "recharts",
  "zod",
];
const SOURCE_FILE = /\.(?:[cm]?[jt]s|json|md|ya?ml)$/;
const MIN_BYTES = 200;
const MAX_BYTES = 150_000;
const FILES_PER_CHANGE_SET = 96;

/** Paths of neighbouring files that are scanned together. */
export type ChangeSetFiles = readonly string[];

/** The source files of the packages, sorted by path and split into change sets of 96. */
export function listChangeSets(): readonly ChangeSetFiles[] {
  const files = PACKAGES.flatMap((name) => listSourceFiles(requirePackageFolder(name)));
  return Array.from({ length: Math.ceil(files.length / FILES_PER_CHANGE_SET) }, (_, at) =>
    files.slice(at * FILES_PER_CHANGE_SET, (at + 1) * FILES_PER_CHANGE_SET),
  );
}

function requirePackageFolder(name: string): string {
  const manifest = findPackageJSON(name, import.meta.url);
  if (manifest === undefined) throw new Error(`Package ${name} is not installed`);
  return dirname(manifest);
}

function listSourceFiles(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : listSourceFiles(path);
    return entry.isFile() && SOURCE_FILE.test(entry.name) && hasFitSize(path) ? [path] : [];
  });
}

function hasFitSize(path: string): boolean {
  const { size } = statSync(path);
  return size >= MIN_BYTES && size <= MAX_BYTES;
}
