import { Readable } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import { parse } from "csv-parse";
import { findCsvShape, type CsvShape } from "./csv-shape.ts";
import { MAX_INPUT_COLUMNS, MAX_ROW_CHARACTERS } from "./limits.ts";
import { toColumnName, UnreadableInputError, type RawRow } from "./raw-row.ts";

/** small enough to keep the event loop responsive between chunks, whatever their content */
const CHUNK_CHARACTERS = 8_192;

const TOO_LONG = `has more than ${MAX_ROW_CHARACTERS} characters; is a quote left open?`;

/** The output of csv-parse with the `info` option. */
type Record = { readonly record: readonly string[]; readonly info: { readonly lines: number } };

type CsvOptions = { readonly shape?: CsvShape; readonly toName?: (written: string) => string };

/**
 * Reads text separated by commas, semicolons, tabs or vertical bars whose first row names the columns. Throws UnreadableInputError.
 * `shape`: where it is known; otherwise it is found.
 */
export async function* readCsv(
  text: string,
  { shape = findCsvShape(text), toName = toColumnName }: CsvOptions = {},
): AsyncGenerator<RawRow> {
  const { delimiter, table } = shape;
  const parser = parse({
    info: true,
    delimiter,
    record_delimiter: "\n",
    relax_column_count: true,
    max_record_size: MAX_ROW_CHARACTERS,
    skip_empty_lines: true,
  });
  const source = Readable.from(cut(table)).on("error", (error) => parser.destroy(error));
  let header: readonly string[] | null = null;
  let row = 0;
  try {
    for await (const { record, info } of source.pipe(parser) as AsyncIterable<Record>) {
      // the parser reports the row's last line; a quoted cell may span several
      const line = info.lines - record.reduce((breaks, cell) => breaks + cell.split("\n").length - 1, 0);
      if (header === null) {
        header = toHeader(record, line, toName);
        continue;
      }
      row += 1;
      yield { row, line, ...(findCellProblem(header, record, delimiter) ?? { cells: toCells(header, record) }) };
    }
  } catch (error) {
    throw toUnreadable(error, table);
  } finally {
    source.destroy();
  }
}

async function* cut(text: string): AsyncGenerator<string> {
  let line = 1;
  let lineLength = 0;
  for (let from = 0; from < text.length; from += CHUNK_CHARACTERS) {
    const chunk = text.slice(from, from + CHUNK_CHARACTERS);
    const lastBreak = chunk.lastIndexOf("\n");
    lineLength = lastBreak === -1 ? lineLength + chunk.length : chunk.length - lastBreak - 1;
    // the parser's own limit does not count separators
    if (lineLength > MAX_ROW_CHARACTERS + CHUNK_CHARACTERS) throw new UnreadableInputError(TOO_LONG, { line });
    line += chunk.split("\n").length - 1;
    yield chunk;
    await nextTurn();
  }
}

function toHeader(record: readonly string[], line: number, toName: (written: string) => string): readonly string[] {
  if (record.length > MAX_INPUT_COLUMNS)
    throw new UnreadableInputError(`The header has ${record.length} columns; the limit is ${MAX_INPUT_COLUMNS}.`);
  const names = record.map(toName);
  const second = names.findIndex((name, at) => name !== "" && names.indexOf(name) !== at);
  const twice = names[second];
  if (twice !== undefined)
    throw new UnreadableInputError(
      `The header contains column ${twice} twice, in cells ${names.indexOf(twice) + 1} and ${second + 1}. Give each column a unique name.`,
      { line },
    );
  // no real column can have such a name, because names contain no spaces
  return names.map((name, at) => (name === "" ? `${UNNAMED} ${at + 1}` : name));
}

/** Index columns of exported tables often have no name. */
const UNNAMED = "unnamed column";

export function isUnnamedColumn(name: string): boolean {
  return name.startsWith(`${UNNAMED} `);
}

const SEPARATORS: { readonly [delimiter: string]: string } = {
  ",": "commas",
  ";": "semicolons",
  "\t": "tabs",
  "|": "vertical bars",
};

/** Empty cells at the end of a row, and missing ones of columns without a name, are no problem. */
function findCellProblem(
  header: readonly string[],
  record: readonly string[],
  delimiter: string,
): { readonly problem: string; readonly column?: string } | null {
  const counts = `${count(record.length, "cell")}, the header has ${header.length}`;
  if (record.slice(header.length).some((cell) => cell.trim() !== ""))
    return { problem: `has ${counts}; put text that contains ${SEPARATORS[delimiter] ?? delimiter} in "quotes"` };
  const column = header.slice(record.length).find((name) => !isUnnamedColumn(name));
  if (column === undefined) return null;
  return {
    column,
    problem: `the row has only ${counts}; add the missing cells, and put text that contains line breaks in "quotes"`,
  };
}

/** A column without a name is listed only where it has content. */
function toCells(header: readonly string[], record: readonly string[]): { [column: string]: unknown } {
  const cells = header.map((name, at) => [name, record[at] ?? ""] as const);
  return Object.fromEntries(cells.filter(([name, cell]) => cell !== "" || !isUnnamedColumn(name)));
}

const CSV_PROBLEMS: { readonly [code: string]: string } = {
  CSV_QUOTE_NOT_CLOSED: "a quote is never closed",
  INVALID_OPENING_QUOTE:
    'there is a quote in the middle of a cell; put the whole cell in "quotes" and double the quotes inside',
  CSV_MAX_RECORD_SIZE: TOO_LONG,
  CSV_INVALID_CLOSING_QUOTE: 'text follows a closing quote; double the quotes within a quoted cell ("")',
};

/** Parser errors listed above are problems of the file; all others are bugs. */
function toUnreadable(error: unknown, text: string): unknown {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return error;
  const problem = CSV_PROBLEMS[error.code];
  if (problem === undefined) return error;
  // `records` includes the header
  if (problem === TOO_LONG && "records" in error && Number(error.records) > 0)
    return new UnreadableInputError(problem, { row: Number(error.records) });
  if (error.code === "CSV_QUOTE_NOT_CLOSED") return new UnreadableInputError(problem, { line: findOpenRecord(text) });
  return new UnreadableInputError(problem, "lines" in error ? { line: Number(error.lines) } : {});
}

/** The first line of the record that an unclosed quote keeps open. */
function findOpenRecord(text: string): number {
  let line = 1;
  let recordLine = 1;
  let isQuoted = false;
  for (const [sign] of text.matchAll(/["\n]/g)) {
    if (sign === '"') isQuoted = !isQuoted;
    else {
      line += 1;
      if (!isQuoted) recordLine = line;
    }
  }
  return recordLine;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
