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
  test("core depends on nothing outside core but packages that are pure: values in, values out", () => {
    const pure = ["simple-statistics"];
    expect(within("lib/core/")).not.toHaveLength(0);
    expect(offences(within("lib/core/"), (target) => !inRoom(target, "lib/core", ...pure))).toEqual([]);
  });

  test("runner and operations see ports, not adapters", () => {
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

  test("lib imports relatively and with the file's ending, so that plain node runs it", () => {
    const isLoose = (target: string, { specifier, typeOnly }: Import) =>
      !typeOnly &&
      (specifier.startsWith("@/") ||
        (specifier.startsWith(".") && !/\.(ts|tsx|json|css)$/.test(specifier)) ||
        specifier === "server-only");
    expect(offences(within("lib/"), isLoose)).toEqual([]);
  });

  test("the database's driver is opened in one place, and the queue alone brings pg", () => {
    const lib = within("lib/");
    expect(offences(lib, (target) => target === "pg")).toEqual([]);
    const openers = offences(lib, (target, { typeOnly }) => !typeOnly && target === "postgres");
    expect(openers).toEqual(["lib/store/clients.ts imports postgres"]);
  });

  test("every local import points at a file", () => {
    expect(
      offences(
        files,
        (target, { specifier }) => /^(\.|@\/)/.test(specifier) && !/\.(json|css)$/.test(specifier) && !isLocal(target),
      ),
    ).toEqual([]);
  });
});

describe("secrets and settings", () => {
  test("process.env is read in one place", async () => {
    const { readFileSync } = await import("node:fs");
    const readers = [...within("lib/"), ...within("app/"), ...within("components/")].filter((path) =>
      readFileSync(path, "utf8").includes("process.env"),
    );
    expect(readers.filter((path) => path !== "lib/config.ts")).toEqual([]);
  });
});
