import { Readable } from "node:stream";
import { parse } from "csv-parse";
import { toColumnName, UnreadableInputError, type RawRow } from "./raw-row.ts";

const DELIMITERS = [",", ";", "\t"];
const CHUNK_CHARACTERS = 65_536;

/** What csv-parse gives with `info`, for each record or error. */
type Record = { readonly record: readonly string[]; readonly info: { readonly lines: number } };

/** Rows of comma-, semicolon- or tab-separated text, the first of which names the columns. Throws UnreadableInputError. */
export async function* readCsv(text: string): AsyncGenerator<RawRow> {
  const parser = parse({
    info: true,
    delimiter: detectDelimiter(text),
    record_delimiter: "\n",
    relax_column_count: true,
    skip_empty_lines: true,
  });
  let header: readonly string[] | null = null;
  let row = 0;
  try {
    for await (const { record, info } of Readable.from(cut(text)).pipe(parser) as AsyncIterable<Record>) {
      if (header === null) {
        header = toHeader(record);
        continue;
      }
      row += 1;
      // the parser counts up to the row's last line; a quoted cell may hold several
      const line = info.lines - record.reduce((breaks, cell) => breaks + cell.split("\n").length - 1, 0);
      if (record.length === header.length) yield { row, line, cells: toCells(header, record) };
      else
        yield {
          row,
          line,
          problem: `has ${count(record.length, "cell")}, the header ${header.length}; put a text that holds the separator in "quotes"`,
        };
    }
  } catch (error) {
    throw toUnreadable(error, text);
  }
}

/** The separator that the header holds most often, outside its quotes. */
function detectDelimiter(text: string): string {
  const header = (text.trimStart().split("\n", 1)[0] ?? "").replace(/"[^"]*"/g, "");
  const counted = DELIMITERS.map((delimiter) => ({ delimiter, times: header.split(delimiter).length }));
  return counted.reduce((most, one) => (one.times > most.times ? one : most)).delimiter;
}

function* cut(text: string): Generator<string> {
  for (let from = 0; from < text.length; from += CHUNK_CHARACTERS) yield text.slice(from, from + CHUNK_CHARACTERS);
}

function toHeader(record: readonly string[]): readonly string[] {
  const names = record.map(toColumnName);
  const twice = names.find((name, at) => name !== "" && names.indexOf(name) !== at);
  if (twice !== undefined)
    throw new UnreadableInputError(`The header names column ${twice} twice. Give each column a name of its own.`, {
      line: 1,
    });
  return names;
}

function toCells(header: readonly string[], record: readonly string[]): { [column: string]: unknown } {
  return Object.fromEntries(header.map((name, at) => [name, record[at] ?? ""]));
}

const QUOTE_WORDS: { readonly [code: string]: string } = {
  CSV_QUOTE_NOT_CLOSED: "a quote is opened and never closed",
  INVALID_OPENING_QUOTE:
    'a quote stands in the middle of a cell; put the whole cell in "quotes" and double those within',
  CSV_INVALID_CLOSING_QUOTE: 'text follows a closing quote; double the quotes within a quoted cell ("")',
};

/** Of the parser's errors, those about quotes are the file's fault; anything else is ours. */
function toUnreadable(error: unknown, text: string): unknown {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return error;
  const words = QUOTE_WORDS[error.code];
  if (words === undefined) return error;
  if (error.code === "CSV_QUOTE_NOT_CLOSED") return new UnreadableInputError(words, { line: findOpenRecord(text) });
  return new UnreadableInputError(words, "lines" in error ? { line: Number(error.lines) } : {});
}

/** The line on which the record begins that a quote keeps open to the end. */
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
