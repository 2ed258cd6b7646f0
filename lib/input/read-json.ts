import { setImmediate as nextTurn } from "node:timers/promises";
import { cutList, type ListElement } from "./cut-list.ts";
import { describeJsonFault } from "./describe-json-fault.ts";
import { describeLinesFile, describeObjectFile } from "./json-file-problems.ts";
import { findJsonFault, type JsonFault } from "./json-fault.ts";
import { MAX_ROW_CHARACTERS, MAX_ROW_DEPTH } from "./limits.ts";
import { cutNames, toColumnName, UnreadableInputError, type RawRow } from "./raw-row.ts";

const LINES_PER_TURN = 10_000;

/** Rows of one JSON list of records, parsed one by one. Throws UnreadableInputError. */
export function* readJson(text: string, toName: ToName = toColumnName): Generator<RawRow> {
  if (text.trimStart()[0] !== "[") throw describeObjectFile(text);
  let row = 0;
  for (const element of cutList(text)) {
    row += 1;
    yield toRow(element, row, { describe: describeElement, toName });
  }
}

/** Rows of one JSON record a line; blank lines are left out. */
export async function* readJsonLines(text: string, toName: ToName = toColumnName): AsyncGenerator<RawRow> {
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
    const problem = row === 1 ? describeLinesFile(content, text.slice(from), text) : null;
    if (problem !== null) throw new UnreadableInputError(problem, { row, line });
    yield toRow({ content, line, character: 1 + content.search(/\S/) }, row, { describe: describeLine, toName });
  }
}

type ToName = (written: string) => string;
type Reading = { readonly describe: DescribeFault; readonly toName: ToName };
type DescribeFault = (content: string, fault: JsonFault) => string | null;

function toRow({ content, line, character }: ListElement, row: number, { describe, toName }: Reading): RawRow {
  if (content.length > MAX_ROW_CHARACTERS)
    return { row, line, problem: `has ${content.length} characters; a row may have ${MAX_ROW_CHARACTERS}` };
  const parsed = parse(content);
  if ("fault" in parsed) {
    const { fault } = parsed;
    const problem =
      describe(content, fault) ??
      `is not JSON ${describePlace(content, fault, { line, character })}: ${describeJsonFault(content, fault)}`;
    return { row, line, problem };
  }
  const { value } = parsed;
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return { row, line, problem: 'must be a record, such as {"column": "value"}' };
  const problem = findColumnProblem(content, toName);
  if (problem !== null) return { row, line, problem };
  return {
    row,
    line,
    cells: Object.fromEntries(Object.entries(value).map(([name, cell]) => [toName(name), cell])),
  };
}

/** Faults are searched only where there is one, because that takes longer. */
function parse(content: string): { readonly value: unknown } | { readonly fault: JsonFault } {
  try {
    return { value: JSON.parse(content) };
  } catch (error) {
    const fault = findJsonFault(content);
    if (fault === null) throw error;
    return { fault };
  }
}

function describeElement(content: string, { at, expected }: JsonFault): string | null {
  if (expected !== "end" || content[at] !== "{") return null;
  return "is followed by another record without a comma between them; separate the records by commas";
}

/** In JSON Lines the end of the line separates records. */
function describeLine(content: string, { at, expected }: JsonFault): string | null {
  if (expected !== "end") return null;
  if (content.slice(at).trim() === ",")
    return "ends with a comma; in JSON Lines no comma separates the records, remove it";
  if (content[at] === "{" || /^,\s*\{/.test(content.slice(at)))
    return `holds more than one record: record 2 begins at character ${content.indexOf("{", at) + 1}; write each record on a line of its own`;
  return null;
}

/** Where in the file a fault is, given the position of the content's first sign. */
function describePlace(content: string, { at }: JsonFault, start: Pick<ListElement, "line" | "character">): string {
  const before = content.slice(content.length - content.trimStart().length, at).split("\n");
  const last = before.at(-1)?.length ?? 0;
  return before.length === 1
    ? `at character ${start.character + last}`
    : `on line ${start.line + before.length - 1}, at character ${last + 1}`;
}

const KEY_OR_BRACKET = /("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|[{}[\]]/g;

/** The problem of a record that is nested too deeply, or names a column twice; found in the text, because parsing keeps only the last value. */
function findColumnProblem(record: string, toName: ToName): string | null {
  const keys: string[] = [];
  let depth = 0;
  for (const [sign, text, colon] of record.matchAll(KEY_OR_BRACKET)) {
    if (text === undefined) depth += sign === "{" || sign === "[" ? 1 : -1;
    if (depth > MAX_ROW_DEPTH) return `is nested deeper than ${MAX_ROW_DEPTH} levels`;
    if (text === undefined) continue;
    if (colon !== undefined && depth === 1) keys.push(JSON.parse(text));
  }
  for (const [column, same] of Map.groupBy(keys, toName)) {
    if (column === "" || same.length === 1) continue;
    const names = cutNames(same.map((key) => JSON.stringify(key))).join(", ");
    return `names the same column more than once: ${names}; keep one of them`;
  }
  return null;
}
