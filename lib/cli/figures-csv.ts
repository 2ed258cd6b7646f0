import { describeInputProblem } from "../core/inputs/problem.ts";
import { joinNames } from "../core/words/names.ts";
import { readCsv } from "../input/read-csv.ts";
import { MAX_POINTS, MAX_SCENARIOS, ScenarioFile } from "./figures-schema.ts";
import { UsageError } from "./terminal.ts";

const SHOWN_PROBLEMS = 10;
/** Normalised column names (lower case, underscores for spaces and hyphens) and their fields. */
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
 * Reads one scenario per row. Consecutive rows with the same id and increasing items form one scenario: the last row holds
 * its totals, the earlier ones its points.
 */
export async function readFiguresCsv(text: string): Promise<readonly ScenarioFile[]> {
  const scenarios: ScenarioFile[] = [];
  const problems: string[] = [];
  for await (const row of readCsv(text)) {
    const position = { row: row.row, line: row.line };
    if ("problem" in row) {
      problems.push(describeInputProblem({ ...position, column: null, message: row.problem }));
      continue;
    }
    if (row.row === 1) requireColumns(Object.keys(row.cells));
    const parsed = ScenarioFile.safeParse(toFields(row.cells));
    if (!parsed.success) {
      for (const { path, message } of parsed.error.issues) {
        const column = String(path[0] ?? "");
        problems.push(
          describeInputProblem({ ...position, column, message: message + describeDecimalComma(row.cells, column) }),
        );
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
    throw new UsageError(`${long.id} has more than ${MAX_POINTS} points. Remove some: every tenth is enough.`);
  if (scenarios.length > MAX_SCENARIOS)
    throw new UsageError(`The file has ${scenarios.length} scenarios; the limit is ${MAX_SCENARIOS}.`);
  if (scenarios.length === 0) throw new UsageError("The file has a header but no rows. Add one row per scenario.");
  return scenarios;
}

function requireColumns(names: readonly string[]): void {
  const known = names.map((name) => COLUMNS[name]);
  const missing = REQUIRED.filter((column) => !known.includes(column));
  if (missing.length > 0)
    throw new UsageError(
      `The header lacks ${joinNames(missing)}. The columns are id, items, elapsedMs and optionally quality.`,
    );
}

/** Drops empty cells and parses numbers. */
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

/** Leaves text that is not a number unchanged, for the schema to report. */
function toNumber(text: string): number | string {
  const value = Number(text);
  return Number.isNaN(value) ? text : value;
}

/** Explains a decimal comma, which occurs in semicolon-separated files. */
function describeDecimalComma(cells: { readonly [column: string]: unknown }, field: string): string {
  const name = Object.keys(cells).find((each) => COLUMNS[each] === field);
  const text = name === undefined ? null : cells[name];
  return typeof text === "string" && /^-?\d*,\d+$/.test(text.trim())
    ? `; use a decimal point: ${text.trim().replace(",", ".")}`
    : "";
}

/** Extends the earlier row's points in position, because there may be very many. */
function join({ points, items, elapsedMs }: ScenarioFile, whole: ScenarioFile): ScenarioFile {
  const earlier = points ?? [];
  earlier.push({ items, elapsedMs });
  return { ...whole, points: earlier };
}
