import type { JsonObject, JsonValue } from "../../core/kit/json.ts";
import type { SkillInput } from "../contract/contract.ts";
import type { SkillDefinition } from "./definition.ts";

const EXAMPLE_ROWS = 3;

/** A small CSV file that the skill accepts: its own first rows, or else a header with a row of blanks to fill in. */
export function toExample(
  { item, expect }: SkillDefinition,
  ownRows: readonly JsonObject[] | null,
): SkillInput["example"] {
  const rows = (ownRows ?? []).slice(0, EXAMPLE_ROWS);
  const declared = Object.keys(item.columns ?? { text: null });
  const [first] = rows;
  const columns =
    first === undefined
      ? [...new Set([...declared, ...(expect === undefined ? [] : [expect.column])])]
      : Object.keys(first);
  const lines =
    rows.length > 0 ? rows.map((row) => columns.map((name) => toCell(row[name] ?? null))) : [columns.map(() => "")];
  const content = [columns, ...lines].map((cells) => `${cells.map(quote).join(",")}\n`).join("");
  return { name: "rows.csv", content };
}

function toCell(value: JsonValue): string {
  if (value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function quote(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
