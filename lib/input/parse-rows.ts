import type { InputFormat } from "../core/ports/input-store.ts";
import { decodeText } from "./decode-text.ts";
import { detectFormat } from "./detect-format.ts";
import type { RawRow } from "./raw-row.ts";
import { readCsv } from "./read-csv.ts";
import { readJson, readJsonLines } from "./read-json.ts";

export type InputFile = { readonly name: string; readonly bytes: Uint8Array };
export type ParsedRows = { readonly format: InputFormat; readonly rows: AsyncIterable<RawRow> | Iterable<RawRow> };

const READERS: { readonly [format in InputFormat]: (text: string) => ParsedRows["rows"] } = {
  csv: readCsv,
  json: readJson,
  jsonl: readJsonLines,
};

/** The format of a file and its rows, parsed one by one. Throws UnreadableInputError, at once or while reading rows. */
export function parseRows({ name, bytes }: InputFile): ParsedRows {
  const text = decodeText(bytes);
  const format = detectFormat(name, text);
  return { format, rows: READERS[format](text) };
}
