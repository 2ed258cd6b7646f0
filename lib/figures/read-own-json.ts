import type { z } from "zod";
import type { Noun } from "../core/words/plural.ts";
import { quote, throwProblems } from "./figures-error.ts";
import { FiguresFile, type ScenarioFile } from "./figures-schema.ts";
import { toMeasurement, type FigureReading, type Measurement } from "./measurement.ts";
import { parseNoun } from "./nouns.ts";

/** Reads our own JSON: `{"scenarios": [{"id", "items", "elapsedMs", …}]}`, or the list alone. */
export function readOwnJson(document: unknown): FigureReading {
  const parsed = FiguresFile.safeParse(Array.isArray(document) ? { scenarios: document } : document);
  if (!parsed.success) throwProblems(listIssues(parsed.error.issues, document));
  const { scenarios = [], unit } = parsed.data ?? {};
  throwProblems(scenarios.flatMap((scenario, at) => checkScenario(scenario, `scenario ${at + 1} (${scenario.id})`)));
  return {
    tool: null,
    measurements: scenarios.map(toOwnMeasurement),
    unit: unit === undefined ? null : readUnit(unit),
    namesAreScenarios: true,
    notes: [],
  };
}

function readUnit(unit: NonNullable<FiguresFile["unit"]>): Noun {
  const text = typeof unit === "string" ? unit : `${unit.one},${unit.many}`;
  return parseNoun(text, `unit ${quote(text)}`);
}

function toOwnMeasurement(scenario: ScenarioFile): Measurement {
  const { id, label, items, elapsedMs, quality, itemsDone, itemsFailed, points } = scenario;
  return toMeasurement({
    name: id,
    label: label ?? null,
    parameters: [{ name: "items", text: String(items), size: items }],
    elapsedMs,
    quality: quality ?? null,
    itemsDone: itemsDone ?? null,
    itemsFailed: itemsFailed ?? null,
    points: points ?? [],
  });
}

/** Contradictions that the schema cannot express. */
function checkScenario(
  { items, itemsDone = items, itemsFailed, points }: ScenarioFile,
  place: string,
): readonly string[] {
  return [
    ...(itemsDone > items ? [`${place}, itemsDone: ${itemsDone} is more than the ${items} items`] : []),
    ...(itemsFailed !== undefined && itemsFailed > itemsDone
      ? [`${place}, itemsFailed: ${itemsFailed} is more than the ${itemsDone} finished`]
      : []),
    ...checkPoints(points ?? [], itemsDone).map((problem) => `${place}, ${problem}`),
  ];
}

function checkPoints(points: NonNullable<ScenarioFile["points"]>, itemsDone: number): readonly string[] {
  const fallsAt = findFall(points);
  if (fallsAt === -1) {
    const beyond = points.findIndex(({ items }) => items > itemsDone);
    return beyond === -1
      ? []
      : [`point ${beyond + 1}, items: ${points[beyond]?.items} is more than the ${itemsDone} finished`];
  }
  const sum = points.reduce((total, { items }) => total + items, 0);
  return sum === itemsDone
    ? []
    : [
        `point ${fallsAt + 1}, items: must exceed the previous point; points are cumulative, or batches that add up to the ${itemsDone} finished items (these add up to ${sum})`,
      ];
}

/** The first point whose items do not exceed those of the previous one; -1 when all do. */
export function findFall(points: NonNullable<ScenarioFile["points"]>): number {
  return points.findIndex(({ items }, at) => at > 0 && items <= (points[at - 1]?.items ?? 0));
}

function listIssues(issues: readonly z.core.$ZodIssue[], document: unknown): readonly string[] {
  return issues.map(({ path, message }) => `${describePath(path, document)}: ${message}`);
}

/** `["scenarios", 1, "points", 3, "items"]` is "scenario 2 (medium), point 4, items". */
function describePath(path: readonly PropertyKey[], document: unknown): string {
  const parts = path.flatMap((step, at): string[] => {
    const within = path[at - 1];
    if (typeof step !== "number") return typeof path[at + 1] === "number" ? [] : [String(step)];
    if (within !== "scenarios") return [`point ${step + 1}`];
    const name = nameOf(document, step);
    return [`scenario ${step + 1}${name === null ? "" : ` (${name})`}`];
  });
  return parts.length === 0 ? "the file" : parts.join(", ");
}

function nameOf(document: unknown, index: number): string | null {
  const list: unknown = Array.isArray(document)
    ? document
    : typeof document === "object" && document !== null && "scenarios" in document
      ? document.scenarios
      : null;
  const scenario: unknown = Array.isArray(list) ? list[index] : null;
  const id = typeof scenario === "object" && scenario !== null && "id" in scenario ? scenario.id : null;
  return typeof id === "string" && id !== "" ? id : null;
}
