import { describe, expect, test } from "vitest";
import { listSourceFiles, readImports, toRepositoryPath, type Import } from "./source-files.ts";

const files = listSourceFiles();
const within = (room: string) => files.filter((path) => path.startsWith(room));

function offences(
  paths: readonly string[],
  isForbidden: (target: string, imported: Import, from: string) => boolean,
): string[] {
  return paths.flatMap((path) =>
    readImports(path)
      .filter((imported) => isForbidden(toRepositoryPath(path, imported.specifier), imported, path))
      .map((imported) => `${path} imports ${imported.specifier}`),
  );
}

const isLocal = (target: string) =>
  files.some((path) => path === target || path.startsWith(`${target}.`) || path.startsWith(`${target}/`));
const inRoom = (target: string, ...rooms: string[]) =>
  rooms.some((room) => target === room || target.startsWith(`${room}/`));

describe("import directions", () => {
  test("core imports nothing from outside core except pure packages", () => {
    const pure = ["simple-statistics"];
    expect(within("lib/core/")).not.toHaveLength(0);
    expect(offences(within("lib/core/"), (target) => !inRoom(target, "lib/core", ...pure))).toEqual([]);
  });

  test("runner and operations import ports, not adapters", () => {
    const rooms = [...within("lib/runner/"), ...within("lib/operations/")];
    expect(
      offences(rooms, (target, { typeOnly }) => !typeOnly && inRoom(target, "lib/store", "lib/isolation", "drizzle")),
    ).toEqual([]);
  });

  test("pages and components never import runner, isolation, store or the schema for values", () => {
    const rooms = [...within("app/"), ...within("components/"), ...within("lib/client/")];
    const closed = ["lib/runner", "lib/isolation", "lib/store", "drizzle"];
    expect(offences(rooms, (target, { typeOnly }) => !typeOnly && inRoom(target, ...closed))).toEqual([]);
  });

  test("browser code imports no server code for values", () => {
    const rooms = [...within("components/"), ...within("lib/client/")];
    const closed = ["lib/operations", "lib/composition", "lib/config", "lib/access", "lib/skills", "lib/telemetry"];
    const isServer = (target: string) =>
      target.startsWith("node:") ||
      closed.some((room) => target === room || target.startsWith(`${room}/`) || target.startsWith(`${room}.`));
    expect(offences(rooms, (target, { typeOnly }) => !typeOnly && isServer(target))).toEqual([]);
  });

  test("lib uses relative imports with file extensions, so that plain node runs it", () => {
    const isLoose = (target: string, { specifier, typeOnly }: Import) =>
      !typeOnly &&
      (specifier.startsWith("@/") ||
        (specifier.startsWith(".") && !/\.(ts|tsx|json|css)$/.test(specifier)) ||
        specifier === "server-only");
    expect(offences(within("lib/"), isLoose)).toEqual([]);
  });

  test("the database driver is imported in one place, and pg only through the queue", () => {
    const lib = within("lib/");
    expect(offences(lib, (target) => target === "pg")).toEqual([]);
    const openers = offences(lib, (target, { typeOnly }) => !typeOnly && target === "postgres");
    expect(openers).toEqual(["lib/store/connection/clients.ts imports postgres"]);
  });

  test("every local import resolves to a file", () => {
    expect(
      offences(
        files,
        (target, { specifier }) => /^(\.|@\/)/.test(specifier) && !/\.(json|css)$/.test(specifier) && !isLocal(target),
      ),
    ).toEqual([]);
  });
});

describe("secrets and settings", () => {
  test("process.env is read in one file only", async () => {
    const { readFileSync } = await import("node:fs");
    const readers = [...within("lib/"), ...within("app/"), ...within("components/")].filter((path) =>
      readFileSync(path, "utf8").includes("process.env"),
    );
    expect(readers.filter((path) => path !== "lib/config.ts")).toEqual([]);
  });
});
