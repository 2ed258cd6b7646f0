import { describeInputProblem } from "../core/inputs/problem.ts";
import { readCsv } from "../input/read-csv.ts";
import { MAX_POINTS, MAX_SCENARIOS, ScenarioFile } from "./figures-schema.ts";
import { UsageError } from "./terminal.ts";

const SHOWN_PROBLEMS = 10;
/** The columns as the header's names read in lower case, blanks and hyphens as underscores. */
const COLUMNS: { readonly [name: string]: keyof ScenarioFile } = {
  id: "id",
  label: "label",
  items: "items",
  elapsedms: "elapsedMs",
  elapsed_ms: "elapsedMs",
  quality: "quality",
  itemsdone: "itemsDone",
  items_done: "itemsDone",
  itemsfailed: "itemsFailed",
  items_failed: "itemsFailed",
};
const REQUIRED: readonly (keyof ScenarioFile)[] = ["id", "items", "elapsedMs"];

/**
 * A scenario a row. Rows of the same id that follow each other with more and more items are one scenario: the last one is
 * the whole, those before are its points.
 */
export async function readFiguresCsv(text: string): Promise<readonly ScenarioFile[]> {
  const scenarios: ScenarioFile[] = [];
  const problems: string[] = [];
  for await (const row of readCsv(text)) {
    const place = { row: row.row, line: row.line };
    if ("problem" in row) {
      problems.push(describeInputProblem({ ...place, column: null, message: row.problem }));
      continue;
    }
    if (row.row === 1) requireColumns(Object.keys(row.cells));
    const parsed = ScenarioFile.safeParse(toFields(row.cells));
    if (!parsed.success) {
      for (const { path, message } of parsed.error.issues) {
        const column = String(path[0] ?? "");
        problems.push(describeInputProblem({ ...place, column, message: message + hintAt(row.cells, column) }));
      }
      continue;
    }
    const last = scenarios.at(-1);
    if (last?.id === parsed.data.id && parsed.data.items > last.items)
      scenarios[scenarios.length - 1] = join(last, parsed.data);
    else scenarios.push(parsed.data);
  }
  if (problems.length > 0) {
    const shown = problems.slice(0, SHOWN_PROBLEMS);
    const more = problems.length - shown.length;
    throw new UsageError([...shown, ...(more > 0 ? [`and ${more} more`] : [])].join("\n"));
  }
  const long = scenarios.find(({ points }) => (points?.length ?? 0) > MAX_POINTS);
  if (long !== undefined)
    throw new UsageError(`${long.id} has more than ${MAX_POINTS} points: leave out some, every tenth tells as much.`);
  if (scenarios.length > MAX_SCENARIOS)
    throw new UsageError(`The file has ${scenarios.length} scenarios; ${MAX_SCENARIOS} can be judged together.`);
  if (scenarios.length === 0) throw new UsageError("The file has a header and no rows. Give each scenario a row.");
  return scenarios;
}

function requireColumns(names: readonly string[]): void {
  const known = names.map((name) => COLUMNS[name]);
  const missing = REQUIRED.filter((column) => !known.includes(column));
  if (missing.length > 0)
    throw new UsageError(
      `The header lacks ${missing.join(" and ")}. The columns are id, items, elapsedMs and, if there is one, quality.`,
    );
}

/** Empty cells are not told; what reads as a number is one. */
function toFields(cells: { readonly [column: string]: unknown }): { [field: string]: unknown } {
  return Object.fromEntries(
    Object.entries(cells).flatMap(([name, cell]) => {
      const field = COLUMNS[name];
      const text = typeof cell === "string" ? cell.trim() : cell;
      if (field === undefined || text === "") return [];
      const isText = field === "id" || field === "label";
      return [[field, isText || typeof text !== "string" ? text : toNumber(text)]];
    }),
  );
}

/** A text that is no number stays one, for the schema to refuse. */
function toNumber(text: string): number | string {
  const value = Number(text);
  return Number.isNaN(value) ? text : value;
}

/** A comma within a number came through a semicolon file. */
function hintAt(cells: { readonly [column: string]: unknown }, field: string): string {
  const name = Object.keys(cells).find((each) => COLUMNS[each] === field);
  const text = name === undefined ? null : cells[name];
  return typeof text === "string" && /^-?\d*,\d+$/.test(text.trim())
    ? `; write ${text.trim().replace(",", ".")} with a point`
    : "";
}

/** Takes the points of the row before along: there may be very many of them. */
function join({ points, items, elapsedMs }: ScenarioFile, whole: ScenarioFile): ScenarioFile {
  const earlier = points ?? [];
  earlier.push({ items, elapsedMs });
  return { ...whole, points: earlier };
}
