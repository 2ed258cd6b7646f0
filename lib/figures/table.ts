import { describeInputProblem } from "../core/inputs/problem.ts";
import { cutSeparatorLine, detectDelimiter, findCsvShape, type CsvShape } from "../input/csv-shape.ts";
import { readCsv } from "../input/read-csv.ts";
import { toColumnName } from "../input/raw-row.ts";
import { FiguresError, throwProblems, quote } from "./figures-error.ts";

/** Rows count from 1; `line` is null for records of JSON. */
export type TableRow = {
  readonly row: number;
  readonly line: number | null;
  readonly cells: { readonly [column: string]: string };
};

/** Rows with the same columns, from CSV or from JSON records. */
export type Table = {
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  /** null: JSON */
  readonly delimiter: string | null;
  readonly notes: readonly string[];
};

const MAX_PREAMBLE_LINES = 50;

/** Reads CSV text. Lines before the header, such as a title or comments, are left out and noted. */
export async function readCsvTable(text: string, isHeader: (names: readonly string[]) => boolean): Promise<Table> {
  const { named, table: whole } = cutSeparatorLine(text);
  const lines = whole.split("\n", MAX_PREAMBLE_LINES);
  const found = lines.findIndex((line) => isHeader(splitHeader(line, named ?? detectInLine(line))));
  const isComment = (line: string): boolean => /^\s*(?:#|\/\/|$)/.test(line);
  const uncommented = lines.findIndex((line) => !isComment(line));
  const headerAt = Math.max(found === -1 ? uncommented : found, 0);
  const before = lines.slice(0, headerAt).filter((line) => line.trim() !== "");
  // emptied instead of removed, so that the numbers of the following lines stay right
  const rest = [...lines.slice(0, headerAt).fill(""), whole.slice(lengthOf(lines.slice(0, headerAt)))];
  const body = rest.join("\n");
  const shape = named === null ? findCsvShape(body) : { delimiter: named, table: body };
  const table = await readRows(shape, lines[headerAt] ?? "");
  return { ...table, notes: before.length === 0 ? [] : [describeSkipped(before)] };
}

async function readRows(shape: CsvShape, header: string): Promise<Table> {
  const { delimiter, table } = shape;
  if (splitHeader(header, delimiter).every((name) => /^[\d.,+\-e%]*$/.test(name)))
    throw new FiguresError(
      `The first line holds figures (${quote(header)}) instead of the names of columns. Put a header above it, such as items,elapsed_ms.`,
    );
  const rows: TableRow[] = [];
  const problems: string[] = [];
  let columns = splitHeader(header, delimiter);
  for await (const row of readCsv(table, shape)) {
    const position = { row: row.row, line: row.line, column: null };
    if ("problem" in row) problems.push(describeInputProblem({ ...position, message: row.problem }));
    else {
      columns = Object.keys(row.cells);
      const cells: { [column: string]: string } = {};
      for (const column of columns) cells[column] = String(row.cells[column]).trim();
      rows.push({ row: row.row, line: row.line, cells });
    }
  }
  throwProblems(problems);
  return { columns, rows, delimiter, notes: [] };
}

/** "row 2 (line 3)", "record 2" */
export function placeOf({ row, line }: TableRow): string {
  return line === null ? `record ${row}` : `row ${row} (line ${line})`;
}

/** Reads a list of flat JSON records. */
export function toTable(records: readonly { readonly [key: string]: unknown }[]): Table {
  const names = new Set<string>();
  const rows = records.map((record, at) => {
    const cells = Object.entries(record).map(([name, value]): [string, string] => [
      toColumnName(name),
      typeof value === "string" ? value.trim() : value == null ? "" : JSON.stringify(value),
    ]);
    for (const [name] of cells) names.add(name);
    return { row: at + 1, line: null, cells: Object.fromEntries(cells) };
  });
  return { columns: [...names], rows, delimiter: null, notes: [] };
}

function splitHeader(line: string, delimiter: string): readonly string[] {
  return line.split(delimiter).map((cell) => toColumnName(cell.trim().replace(/^"(.*)"$/, "$1")));
}

/** Of one line, quoted cells aside. */
function detectInLine(line: string): string {
  return detectDelimiter([line.replace(/"[^"]*"/g, "_")]);
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}

function describeSkipped(lines: readonly string[]): string {
  const [first = ""] = lines;
  return `left out ${lines.length === 1 ? "a line" : `${lines.length} lines`} before the header: ${quote(first.trim())}`;
}
