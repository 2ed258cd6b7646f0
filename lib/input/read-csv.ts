import { Readable } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import { parse } from "csv-parse";
import { MAX_INPUT_COLUMNS, MAX_ROW_CHARACTERS } from "./limits.ts";
import { toColumnName, UnreadableInputError, type RawRow } from "./raw-row.ts";

const DELIMITERS = [",", ";", "\t"];
/** small enough to keep the event loop responsive between chunks, whatever their content */
const CHUNK_CHARACTERS = 8_192;

const TOO_LONG = `has more than ${MAX_ROW_CHARACTERS} characters; is a quote left open?`;

/** The output of csv-parse with the `info` option. */
type Record = { readonly record: readonly string[]; readonly info: { readonly lines: number } };

/** Reads comma-, semicolon- or tab-separated text whose first row names the columns. Throws UnreadableInputError. */
export async function* readCsv(text: string): AsyncGenerator<RawRow> {
  const parser = parse({
    info: true,
    delimiter: detectDelimiter(text),
    record_delimiter: "\n",
    relax_column_count: true,
    max_record_size: MAX_ROW_CHARACTERS,
    skip_empty_lines: true,
  });
  const source = Readable.from(cut(text)).on("error", (error) => parser.destroy(error));
  let header: readonly string[] | null = null;
  let row = 0;
  try {
    for await (const { record, info } of source.pipe(parser) as AsyncIterable<Record>) {
      if (header === null) {
        header = toHeader(record);
        continue;
      }
      row += 1;
      // the parser reports the row's last line; a quoted cell may span several
      const line = info.lines - record.reduce((breaks, cell) => breaks + cell.split("\n").length - 1, 0);
      if (record.length === header.length) yield { row, line, cells: toCells(header, record) };
      else
        yield {
          row,
          line,
          problem: `has ${count(record.length, "cell")}, the header has ${header.length}; put text that contains the separator in "quotes"`,
        };
    }
  } catch (error) {
    throw toUnreadable(error, text);
  } finally {
    source.destroy();
  }
}

/** The separator that occurs most often in the header, outside quotes. */
function detectDelimiter(text: string): string {
  const header = (text.slice(0, CHUNK_CHARACTERS).trimStart().split("\n", 1)[0] ?? "").replace(/"[^"]*"/g, "");
  const counted = DELIMITERS.map((delimiter) => ({ delimiter, times: header.split(delimiter).length }));
  return counted.reduce((most, one) => (one.times > most.times ? one : most)).delimiter;
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

function toHeader(record: readonly string[]): readonly string[] {
  if (record.length > MAX_INPUT_COLUMNS)
    throw new UnreadableInputError(`The header has ${record.length} columns; the limit is ${MAX_INPUT_COLUMNS}.`);
  const names = record.map(toColumnName);
  const twice = names.find((name, at) => name !== "" && names.indexOf(name) !== at);
  if (twice !== undefined)
    throw new UnreadableInputError(`The header contains column ${twice} twice. Give each column a unique name.`, {
      line: 1,
    });
  return names;
}

function toCells(header: readonly string[], record: readonly string[]): { [column: string]: unknown } {
  return Object.fromEntries(header.map((name, at) => [name, record[at] ?? ""]));
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
