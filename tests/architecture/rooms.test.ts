import { readdirSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, test } from "vitest";
import { listSourceFiles, readLocalImports, type LocalImport } from "./source-files.ts";

/** Lowest first: a room of core imports only from its own floor and the floors below. */
const CORE_FLOORS = [
  "kit",
  "run",
  "stage",
  "gates",
  "ports",
  "reduce",
  "cost",
  "metrics",
  "pace",
  "words",
  "judgement",
  "inputs",
  "estimate",
  "decide",
];

/** A folder must be readable at a glance. */
const MAX_FILES_PER_FOLDER = 24;

const shipped = listSourceFiles().filter((path) => !path.startsWith("tests/"));
const imports = new Map(shipped.map((path) => [path, readLocalImports(path)]));

/** The first import cycle found; null without one. */
function findCycle(arrows: ReadonlyMap<string, readonly string[]>): readonly string[] | null {
  const done = new Set<string>();
  const visit = (node: string, path: readonly string[]): readonly string[] | null => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node];
    if (done.has(node)) return null;
    for (const next of arrows.get(node) ?? []) {
      const circle = visit(next, [...path, node]);
      if (circle !== null) return circle;
    }
    done.add(node);
    return null;
  };
  for (const node of arrows.keys()) {
    const circle = visit(node, []);
    if (circle !== null) return circle;
  }
  return null;
}

function arrowsBetween(
  roomOf: (path: string) => string,
  counts: (imported: LocalImport) => boolean,
): Map<string, string[]> {
  const arrows = new Map<string, string[]>();
  for (const [path, targets] of imports) {
    const room = roomOf(path);
    const others = targets.filter(counts).map(({ target }) => roomOf(target));
    arrows.set(room, [...(arrows.get(room) ?? []), ...others.filter((other) => other !== room)]);
  }
  return arrows;
}

/** `lib/core/run` of lib/core/run/spec.ts, `components/desk` of components/desk/x.tsx; `depth` limits the number of path segments. */
const roomAt = (depth: number) => (path: string) => dirname(path).split("/").slice(0, depth).join("/");

describe("rooms", () => {
  test("files have no import cycles, types included", () => {
    expect(
      findCycle(
        arrowsBetween(
          (path) => path,
          () => true,
        ),
      ),
    ).toBeNull();
  });

  test.each([2, 3])("rooms have no cycles of value imports, at depth %i", (depth) => {
    expect(findCycle(arrowsBetween(roomAt(depth), ({ typeOnly }) => !typeOnly))).toBeNull();
  });

  test("core's rooms are its floors, and no floor imports from above, types included", () => {
    const rooms = readdirSync("lib/core");
    expect(rooms.toSorted()).toEqual(CORE_FLOORS.toSorted());
    const floorOf = (path: string) => CORE_FLOORS.indexOf(path.split("/")[2] ?? "");
    const upward = [...imports].flatMap(([path, targets]) =>
      path.startsWith("lib/core/")
        ? targets.filter(({ target }) => floorOf(target) > floorOf(path)).map(({ target }) => `${path} → ${target}`)
        : [],
    );
    expect(upward).toEqual([]);
  });

  test(`no folder has more than ${MAX_FILES_PER_FOLDER} files`, () => {
    const counts = new Map<string, number>();
    for (const path of shipped) counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
    expect([...counts].filter(([, count]) => count > MAX_FILES_PER_FOLDER)).toEqual([]);
  });
});
