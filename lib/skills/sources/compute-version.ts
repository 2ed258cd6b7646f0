import { createHash, type Hash } from "node:crypto";
import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { RECORDING_FILE } from "../adapters/model/recording.ts";
import type { SkillDefinition } from "../definition/definition.ts";
import { openRegularFile } from "../definition/regular-file.ts";
import { splitCommand } from "../definition/split-command.ts";

/** A larger file, such as a model beside the program, counts by size and time of change: reading it would take seconds. */
const MAX_HASHED_BYTES = 5_242_880;

/**
 * The first characters of a checksum of the files in the folder, not of those below, and of the program that the command names, which
 * may lie elsewhere. It changes with the program. Rejects when a file cannot be read.
 */
export async function computeVersion(folder: string, definition: SkillDefinition): Promise<string> {
  const hash = createHash("sha256");
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter(isOfProgram).map(({ name }) => name);
  for (const name of names.toSorted()) await addFile(hash, name, join(folder, name));
  for (const named of await listNamedFiles(folder, definition)) await addFile(hash, named, named);
  return hash.digest("hex").slice(0, 8);
}

/** Logs are written by a running skill, and are neither followed nor part of its version. */
export function isLog(path: string): boolean {
  return path.endsWith(".log");
}

/** Recorded answers grow while a run records them; a run that replays them names their number and date itself. */
function isOfProgram(entry: Dirent): boolean {
  return entry.isFile() && entry.name !== RECORDING_FILE && !isLog(entry.name);
}

/** Files outside the folder, or below it, that the skill is started from: absolute paths. */
export async function listNamedFiles(folder: string, { invoke }: SkillDefinition): Promise<readonly string[]> {
  const commands = [
    ...("command" in invoke && invoke.command !== undefined ? [invoke.command] : []),
    ...("check" in invoke && invoke.check !== undefined ? [invoke.check] : []),
    ...("module" in invoke ? [[invoke.module]] : []),
  ];
  const parts = commands.map(splitCommand).flatMap((argv) => (argv.ok ? argv.value : []));
  const base = ("folder" in invoke ? invoke.folder : undefined) ?? folder;
  const paths = [...new Set(parts.map((part) => resolve(base, part)))].filter((path) => dirname(path) !== folder);
  const areFiles = await Promise.all(
    paths.map((path) =>
      stat(path).then(
        (found) => found.isFile() && !isLog(path),
        // an argument of another kind
        () => false,
      ),
    ),
  );
  return paths.filter((_, at) => areFiles[at]);
}

async function addFile(hash: Hash, name: string, path: string): Promise<void> {
  const { file, size, mtimeMs } = await openRegularFile(path);
  try {
    hash.update(`${name}\0${size}\0`);
    if (size > MAX_HASHED_BYTES) hash.update(String(mtimeMs));
    else if (size > 0)
      for await (const chunk of file.createReadStream({ end: size - 1, autoClose: false }))
        hash.update(chunk as Buffer);
  } finally {
    await file.close();
  }
}
