import { describeInputProblem } from "../core/inputs/problem.ts";
import { cutSeparatorLine, detectDelimiter, findCsvShape, type CsvShape } from "../input/csv-shape.ts";
import { readCsv } from "../input/read-csv.ts";
import { toColumnName } from "../input/raw-row.ts";
import { toColumn } from "./columns.ts";
import { FiguresError, throwProblems, quote } from "./figures-error.ts";
import { readDrawnTable } from "./text/drawn-table.ts";
import { parseSize } from "./text/units.ts";

/** Rows count from 1; `line` is null for records of JSON. */
export type TableRow = {
  readonly row: number;
  readonly line: number | null;
  readonly cells: { readonly [column: string]: string };
  /** the columns whose cells are numbers of JSON, which are never ambiguous */
  readonly numbers?: ReadonlySet<string>;
};

/** Rows with the same columns, from CSV or from JSON records. */
export type Table = {
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  /** null: JSON */
  readonly delimiter: string | null;
  readonly notes: readonly string[];
  /** the names of the columns as the file has them */
  readonly written?: ReadonlyMap<string, string>;
};

const MAX_PREAMBLE_LINES = 50;
const LEAST_TURNED_SIZES = 2;

/** Reads CSV text, and tables that were drawn for people. Lines before the header, such as a title or comments, are left out and noted. */
export async function readCsvTable(text: string, isHeader: (names: readonly string[]) => boolean): Promise<Table> {
  const cut = cutSeparatorLine(text);
  const drawn = cut.named === null ? readDrawnTable(cut.table) : null;
  const named = drawn === null ? cut.named : "\t";
  const whole = drawn?.text ?? cut.table;
  const lines = whole.split("\n", MAX_PREAMBLE_LINES);
  const headerAt = findHeader(lines, named, isHeader);
  const before = lines.slice(0, headerAt).filter((line) => line.trim() !== "");
  // emptied instead of removed, so that the numbers of the following lines stay right
  const rest = [...lines.slice(0, headerAt).fill(""), whole.slice(lengthOf(lines.slice(0, headerAt)))];
  const body = rest.join("\n");
  const shape = named === null ? findCsvShape(body) : { delimiter: named, table: body };
  const table = await readRows(shape, lines[headerAt] ?? "");
  const leftOut = drawn?.leftOut ?? [];
  const upright = turnTable(table) ?? table;
  return {
    ...upright,
    notes: [
      ...upright.notes,
      ...(before.length === 0 ? [] : [describeSkipped(before, "before the header")]),
      ...(leftOut.length === 0 ? [] : [describeSkipped(leftOut, "around the table")]),
    ],
  };
}

/** The first line that may be a header and is followed by as many cells, else the first that is no comment. */
function findHeader(
  lines: readonly string[],
  named: string | null,
  isHeader: (names: readonly string[]) => boolean,
): number {
  const isBlank = (line: string): boolean => line.trim() === "";
  const isComment = (line: string): boolean => /^\s*(?:#|\/\/)/.test(line);
  const countIn = (line: string, delimiter: string): number => line.replace(/"[^"]*"/g, "_").split(delimiter).length;
  const isFollowed = (at: number, line: string): boolean => {
    const delimiter = named ?? detectInLine(line);
    const next = lines.slice(at + 1).find((other) => !isBlank(other)) ?? line;
    return countIn(next, delimiter) === countIn(line, delimiter);
  };
  const fitting = lines.flatMap((line, at) => (isHeader(splitHeader(line, named ?? detectInLine(line))) ? [at] : []));
  const found =
    fitting.find((at) => isFollowed(at, lines[at] ?? "")) ?? fitting.find((at) => !isComment(lines[at] ?? "")) ?? -1;
  const uncommented = lines.findIndex((line) => !isBlank(line) && !isComment(line));
  return Math.max(found === -1 ? uncommented : found, 0);
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
  for await (const row of readCsv(table, { shape })) {
    const position = { row: row.row, line: row.line, column: null };
    if ("problem" in row) problems.push(describeInputProblem({ ...position, message: row.problem }));
    else {
      columns = Object.keys(row.cells);
      const cells: { [column: string]: string } = {};
      for (const column of columns) cells[column] = String(row.cells[column]).trim();
      // spreadsheets export the empty rows below a table
      if (columns.some((column) => cells[column] !== "")) rows.push({ row: row.row, line: row.line, cells });
    }
  }
  throwProblems(problems);
  return { columns, rows, delimiter, notes: [], written: mapWritten(header, delimiter) };
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
    const numbers = Object.entries(record).flatMap(([name, value]) =>
      typeof value === "number" ? [toColumnName(name)] : [],
    );
    return { row: at + 1, line: null, cells: Object.fromEntries(cells), numbers: new Set(numbers) };
  });
  const written = new Map(records.flatMap((record) => Object.keys(record).map((name) => [toColumnName(name), name])));
  return { columns: [...names], rows, delimiter: null, notes: [], written };
}

function splitHeader(line: string, delimiter: string): readonly string[] {
  return splitWritten(line, delimiter).map(toColumnName);
}

function splitWritten(line: string, delimiter: string): readonly string[] {
  return line.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
}

function mapWritten(header: string, delimiter: string): ReadonlyMap<string, string> {
  return new Map(splitWritten(header, delimiter).map((name) => [toColumnName(name), name]));
}

/** Of one line, quoted cells aside. */
function detectInLine(line: string): string {
  return detectDelimiter([line.replace(/"[^"]*"/g, "_")]);
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}

function describeSkipped(lines: readonly string[], where: string): string {
  const [first = ""] = lines;
  return `left out ${lines.length === 1 ? "a line" : `${lines.length} lines`} ${where}: ${quote(first.trim())}`;
}

/** A table on its side, with sizes as the names of its columns and one row of times, becomes upright; null for others. */
function turnTable({ columns, rows, delimiter, notes }: Table): Table | null {
  const sizes = columns.filter((name) => /^\d/.test(name) && parseSize(name.replaceAll("_", "")) !== null);
  const [label, ...others] = columns.filter((name) => !sizes.includes(name));
  if (label === undefined || others.length > 0 || sizes.length < LEAST_TURNED_SIZES || rows.length === 0) return null;
  const names = rows.map(({ cells }) => toColumnName(cells[label] ?? ""));
  if (!names.some((name) => ["time", "rate"].includes(toColumn(name)?.role ?? ""))) return null;
  const sizeName = toColumn(label)?.role === "size" ? label : "n";
  const turned = sizes.map((size, at): TableRow => {
    const cells = rows.map((row, each): [string, string] => [names[each] ?? "", row.cells[size] ?? ""]);
    return { row: at + 1, line: null, cells: { [sizeName]: size, ...Object.fromEntries(cells) } };
  });
  return {
    columns: [sizeName, ...names],
    rows: turned,
    delimiter,
    notes: [...notes, "read the names of the columns as the sizes"],
  };
}
