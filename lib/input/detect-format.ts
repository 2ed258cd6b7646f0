import type { InputFormat } from "../core/ports/input-store.ts";
import { UnreadableInputError } from "./raw-row.ts";

const BY_ENDING: { readonly [extension: string]: InputFormat } = {
  csv: "csv",
  tsv: "csv",
  json: "json",
  jsonl: "jsonl",
  ndjson: "jsonl",
};

const LIST_BEGINS = /^\s*\[/;
const RECORDS_BEGIN = /^\s*(?:\[\s*)?\{\s*["}]/;

/** Detects the format by file extension, or else by the first character. Throws UnreadableInputError when extension and content contradict each other. */
export function detectFormat(name: string, text: string): InputFormat {
  const extension = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? "";
  const known = BY_ENDING[extension];
  if (known === "csv" && RECORDS_BEGIN.test(text))
    throw new UnreadableInputError(
      `The file is named .${extension} but contains JSON. Name it .json, or .jsonl with one record per line.`,
    );
  if (known === "jsonl" && LIST_BEGINS.test(text))
    throw new UnreadableInputError(`The file is named .${extension} but contains one JSON list. Name it .json.`);
  if (known !== undefined) return known;
  const [first] = text.trimStart();
  return first === "[" ? "json" : first === "{" ? "jsonl" : "csv";
}
