import type { InputFormat } from "../core/ports/input-store.ts";
import { decodeText } from "./decode-text.ts";
import { detectFormat } from "./detect-format.ts";
import { toColumnName, toWrittenName, type RawRow } from "./raw-row.ts";
import { readCsv } from "./read-csv.ts";
import { readJson, readJsonLines } from "./read-json.ts";

export type InputFile = {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** columns keep the names of the file; otherwise "Secret lines" is read as secret_lines */
  readonly namesAsWritten?: boolean;
};
export type ParsedRows = { readonly format: InputFormat; readonly rows: AsyncIterable<RawRow> | Iterable<RawRow> };

type Reader = (text: string, toName: (written: string) => string) => ParsedRows["rows"];

const READERS: { readonly [format in InputFormat]: Reader } = {
  csv: (text, toName) => readCsv(text, { toName }),
  json: readJson,
  jsonl: readJsonLines,
};

/** The format of a file and its rows, parsed one by one. Throws UnreadableInputError, at once or while reading rows. */
export function parseRows({ name, bytes, namesAsWritten = false }: InputFile): ParsedRows {
  const text = decodeText(bytes);
  const format = detectFormat(name, text);
  return { format, rows: READERS[format](text, namesAsWritten ? toWrittenName : toColumnName) };
}
