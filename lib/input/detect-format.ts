import type { InputFormat } from "../core/ports/input-store.ts";

const BY_ENDING: { readonly [ending: string]: InputFormat } = {
  csv: "csv",
  tsv: "csv",
  json: "json",
  jsonl: "jsonl",
  ndjson: "jsonl",
};

/** By the file's ending; without a known one by how the text begins. */
export function detectFormat(name: string, text: string): InputFormat {
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? "";
  const known = BY_ENDING[ending];
  if (known !== undefined) return known;
  const [first] = text.trimStart();
  return first === "[" ? "json" : first === "{" ? "jsonl" : "csv";
}
