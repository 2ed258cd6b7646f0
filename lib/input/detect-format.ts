import type { InputFormat } from "../core/ports/input-store.ts";
import { UnreadableInputError } from "./raw-row.ts";

const BY_ENDING: { readonly [ending: string]: InputFormat } = {
  csv: "csv",
  tsv: "csv",
  json: "json",
  jsonl: "jsonl",
  ndjson: "jsonl",
};

const LIST_BEGINS = /^\s*\[/;
const RECORDS_BEGIN = /^\s*(?:\[\s*)?\{\s*["}]/;

/** By the file's ending; without a known one by how the text begins. Throws UnreadableInputError when the two cannot both be. */
export function detectFormat(name: string, text: string): InputFormat {
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? "";
  const known = BY_ENDING[ending];
  if (known === "csv" && RECORDS_BEGIN.test(text))
    throw new UnreadableInputError(
      `The file is named .${ending} and holds JSON. Name it .json, or .jsonl with one record a line.`,
    );
  if (known === "jsonl" && LIST_BEGINS.test(text))
    throw new UnreadableInputError(`The file is named .${ending} and holds one JSON list. Name it .json.`);
  if (known !== undefined) return known;
  const [first] = text.trimStart();
  return first === "[" ? "json" : first === "{" ? "jsonl" : "csv";
}
