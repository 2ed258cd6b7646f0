import { setImmediate as nextTurn } from "node:timers/promises";
import { cutList } from "./cut-list.ts";
import { MAX_ROW_CHARACTERS, MAX_ROW_DEPTH } from "./limits.ts";
import { cutNames, toColumnName, UnreadableInputError, type RawRow } from "./raw-row.ts";

const LINES_PER_TURN = 10_000;

/** Rows of one JSON list of records, parsed one by one. Throws UnreadableInputError. */
export function* readJson(text: string): Generator<RawRow> {
  if (text.trimStart()[0] !== "[")
    throw new UnreadableInputError(
      "A JSON file must hold one list of records: [{…}, {…}]. With one record a line, name it .jsonl.",
    );
  let row = 0;
  for (const { line, content } of cutList(text)) {
    row += 1;
    yield toRow(content, row, line);
  }
}

/** Rows of one JSON record a line; blank lines are left out. */
export async function* readJsonLines(text: string): AsyncGenerator<RawRow> {
  let row = 0;
  let line = 0;
  for (let from = 0; from < text.length;) {
    const end = text.indexOf("\n", from);
    const to = end === -1 ? text.length : end;
    const content = text.slice(from, to);
    from = to + 1;
    line += 1;
    if (line % LINES_PER_TURN === 0) await nextTurn();
    if (content.trim() === "") continue;
    row += 1;
    yield toRow(content, row, line);
  }
}

function toRow(content: string, row: number, line: number): RawRow {
  if (content.length > MAX_ROW_CHARACTERS)
    return { row, line, problem: `has ${content.length} characters; a row may have ${MAX_ROW_CHARACTERS}` };
  const parsed = parse(content);
  if (parsed === null) return { row, line, problem: "is not JSON" };
  const { value } = parsed;
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return { row, line, problem: 'must be a record, such as {"column": "value"}' };
  const fault = findFault(content);
  if (fault !== null) return { row, line, problem: fault };
  return {
    row,
    line,
    cells: Object.fromEntries(Object.entries(value).map(([name, cell]) => [toColumnName(name), cell])),
  };
}

function parse(content: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(content) };
  } catch {
    return null; // reported as a problem of the row
  }
}

const KEY_OR_BRACKET = /("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|[{}[\]]/g;

/** The error of a record that is nested too deeply, or names a column twice; found in the text, because parsing keeps only the last value. */
function findFault(record: string): string | null {
  const keys: string[] = [];
  let depth = 0;
  for (const [sign, text, colon] of record.matchAll(KEY_OR_BRACKET)) {
    if (text === undefined) depth += sign === "{" || sign === "[" ? 1 : -1;
    if (depth > MAX_ROW_DEPTH) return `is nested deeper than ${MAX_ROW_DEPTH} levels`;
    if (text === undefined) continue;
    if (colon !== undefined && depth === 1) keys.push(JSON.parse(text));
  }
  for (const [column, same] of Map.groupBy(keys, toColumnName)) {
    if (column === "" || same.length === 1) continue;
    const names = cutNames(same.map((key) => JSON.stringify(key))).join(", ");
    return `names the same column more than once: ${names}; keep one of them`;
  }
  return null;
}
