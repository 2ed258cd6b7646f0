import type { z } from "zod";
import type { FigurePoint, JudgementInput, ScenarioFigures } from "../core/judgement/input.ts";
import { decodeText } from "../input/decode-text.ts";
import { UnreadableInputError } from "../input/raw-row.ts";
import { describeInputProblem } from "../core/inputs/problem.ts";
import { readFiguresCsv } from "./figures-csv.ts";
import { FiguresFile, type ScenarioFile } from "./figures-schema.ts";
import { UsageError } from "./terminal.ts";

const SHOWN_PROBLEMS = 10;
const ITEMS = { one: "item", many: "items" };

/** Reads figures from a JSON or CSV file. Throws a UsageError that names the invalid fields. */
export async function readFigures(bytes: Uint8Array): Promise<JudgementInput> {
  try {
    const text = decodeText(bytes);
    const isJson = /^\s*[{[]/.test(text);
    const { unit, scenarios } = isJson ? parseJson(text) : { unit: undefined, scenarios: await readFiguresCsv(text) };
    const rest = { prices: null, estimate: null, isLive: false, capped: false, skillChanged: null, projections: [] };
    return { scenarios: checkScenarios(scenarios), unit: unit ?? ITEMS, ...rest };
  } catch (error) {
    if (error instanceof UnreadableInputError) throw new UsageError(describeInputProblem(error.problem));
    throw error;
  }
}

function parseJson(text: string): FiguresFile {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`The file is not JSON: ${error instanceof Error ? error.message : "unreadable"}`);
  }
  const parsed = FiguresFile.safeParse(Array.isArray(document) ? { scenarios: document } : document);
  if (!parsed.success) throw new UsageError(describeIssues(parsed.error.issues, document));
  return parsed.data;
}

function describeIssues(issues: readonly z.core.$ZodIssue[], document: unknown): string {
  const lines = issues
    .slice(0, SHOWN_PROBLEMS)
    .map(({ path, message }) => `${describePath(path, document)}: ${message}`);
  const more = issues.length - lines.length;
  return [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join("\n");
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

/** Checks beyond the schema: duplicate ids, contradicting counts, unordered points. */
function checkScenarios(scenarios: readonly ScenarioFile[]): readonly ScenarioFigures[] {
  const problems: string[] = [];
  const figures = scenarios.map((scenario, at) => {
    const position = `scenario ${at + 1} (${scenario.id})`;
    const { items, itemsDone = items, itemsFailed } = scenario;
    if (scenarios.findIndex(({ id }) => id === scenario.id) !== at)
      problems.push(`${position}: duplicate id; give each scenario a unique id`);
    if (itemsDone > items) problems.push(`${position}, itemsDone: ${itemsDone} is more than the ${items} items`);
    if (itemsFailed !== undefined && itemsFailed > itemsDone)
      problems.push(`${position}, itemsFailed: ${itemsFailed} is more than the ${itemsDone} finished`);
    const points = toPoints(scenario, itemsDone);
    if (typeof points === "string") problems.push(`${position}, ${points}`);
    return toFigures(scenario, itemsDone, typeof points === "string" ? [] : points);
  });
  const shown = problems.slice(0, SHOWN_PROBLEMS);
  const more = problems.length - shown.length;
  if (problems.length > 0) throw new UsageError([...shown, ...(more > 0 ? [`and ${more} more`] : [])].join("\n"));
  return figures;
}

/** Points are cumulative; if their items do not increase but add up to the total, they are batches. Otherwise returns the problem. */
function toPoints({ points }: ScenarioFile, itemsDone: number): readonly FigurePoint[] | string {
  if (points == null || points.length === 0) return [];
  const toPoint = (items: number, elapsedMs: number): FigurePoint => ({
    itemsDone: items,
    workMs: elapsedMs,
    atMs: null,
    quality: null,
  });
  const fallsAt = points.findIndex(({ items }, at) => at > 0 && items <= (points[at - 1]?.items ?? 0));
  if (fallsAt === -1) {
    const beyond = points.findIndex(({ items }) => items > itemsDone);
    if (beyond !== -1)
      return `point ${beyond + 1}, items: ${points[beyond]?.items} is more than the ${itemsDone} finished`;
    return points.map(({ items, elapsedMs }) => toPoint(items, elapsedMs));
  }
  let [done, ms] = [0, 0];
  const added = points.map(({ items, elapsedMs }) => toPoint((done += items), (ms += elapsedMs)));
  if (done === itemsDone) return added;
  return `point ${fallsAt + 1}, items: must exceed the previous point; points are cumulative, or batches that add up to the ${itemsDone} finished items (these add up to ${done})`;
}

function toFigures(scenario: ScenarioFile, itemsDone: number, points: readonly FigurePoint[]): ScenarioFigures {
  const { id, label = id, items, elapsedMs, quality = null, itemsFailed = null } = scenario;
  return {
    id,
    label,
    items,
    itemsDone,
    itemsFailed,
    elapsedMs,
    workMs: elapsedMs,
    quality,
    points,
    repeatsMs: [],
    run: null,
  };
}
