import type { InputFormat } from "../core/ports/input-store.ts";
import { UnreadableInputError } from "./raw-row.ts";

const BY_ENDING: { readonly [extension: string]: InputFormat } = {
  csv: "csv",
  tsv: "csv",
  json: "json",
  jsonl: "jsonl",
  ndjson: "jsonl",
};

const SHOWN_CHARACTERS = 40;
const MARKUP_BEGINS = /^\s*<(?:!doctype|html|\?xml)/i;
const LIST_BEGINS = /^\s*\[/;
const RECORDS_BEGIN = /^\s*(?:\[\s*)?\{\s*["}]/;

/** Detects the format by file extension, or else by the first character. Throws UnreadableInputError when extension and content contradict each other. */
export function detectFormat(name: string, text: string): InputFormat {
  const extension = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? "";
  const known = BY_ENDING[extension];
  if (known !== "json" && known !== "jsonl" && MARKUP_BEGINS.test(text))
    throw new UnreadableInputError("The file is a web page or XML. Export the table as CSV (UTF-8) and use that.");
  if (known === "csv" && RECORDS_BEGIN.test(text))
    throw new UnreadableInputError(
      `The file is named .${extension} but contains JSON. Name it .json, or .jsonl with one record per line.`,
    );
  if (known === "jsonl" && LIST_BEGINS.test(text))
    throw new UnreadableInputError(`The file is named .${extension} but contains one JSON list. Name it .json.`);
  const [first] = text.trimStart();
  if (known !== undefined && known !== "csv" && first !== "[" && first !== "{")
    throw new UnreadableInputError(
      `The file is named .${extension}, but its first line (${firstLineOf(text)}) is no JSON record such as {"column": "value"}. Name a table .csv.`,
    );
  if (known !== undefined) return known;
  return first === "[" ? "json" : first === "{" ? "jsonl" : "csv";
}

function firstLineOf(text: string): string {
  const [line = ""] = text.trimStart().split("\n", 1);
  return line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS)}…` : line;
}
