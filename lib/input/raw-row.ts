import { findNearestName } from "../nearest-name.ts";
import type { InputProblem } from "../core/inputs/problem.ts";
import { MAX_SHOWN_COLUMNS, MAX_SHOWN_NAME } from "./limits.ts";

/** A parsed row before validation by the skill's schema. Rows count from 1; `line` is null for formats without one row per line. */
export type RawRow = { readonly row: number; readonly line: number | null } & (
  | { readonly cells: { readonly [column: string]: unknown } }
  | { readonly problem: string; readonly column?: string }
);

/** The rest of the file cannot be read. Callers decide by `code`. */
export class UnreadableInputError extends Error {
  readonly code = "unreadable-input";
  readonly problem: InputProblem;

  constructor(message: string, position: { readonly row?: number; readonly line?: number } = {}) {
    super(message);
    this.problem = { row: position.row ?? null, line: position.line ?? null, column: null, message };
  }
}

/** Normalises a column name: " Secret Lines" and "secret_lines" are the same column. */
export function toColumnName(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
}

/** A column name as it is written in the file, for programs that look it up by that. */
export function toWrittenName(text: string): string {
  return text.trim();
}

/** The column of these that is meant: as it is written, or else in any case, with spaces for _. Null without one. */
export function findColumn(columns: readonly string[], meant: string): string | null {
  const isMeant = (column: string) => toColumnName(column) === toColumnName(meant);
  return columns.find((column) => column === meant) ?? columns.find(isMeant) ?? null;
}

/** Enough rows to see every column: only rows of JSON leave some out. */
const COLUMN_ROWS = 100;

export function listColumns(rows: readonly object[]): readonly string[] {
  return [...new Set(rows.slice(0, COLUMN_ROWS).flatMap((row) => Object.keys(row)))];
}

/** "has no column lable. Did you mean Label? It has Text, Label": to follow the name of a file. */
export function describeNoColumn(columns: readonly string[], meant: string): string {
  const nearest = findNearestName(meant, columns);
  const guess = nearest === null ? "" : ` Did you mean ${nearest}?`;
  return `has no column ${meant}.${guess} It has ${cutNames(columns).join(", ")}`;
}

/** Shortens a list of names for display: limits both their number and their length. */
export function cutNames(names: readonly string[]): readonly string[] {
  const shown = names
    .slice(0, MAX_SHOWN_COLUMNS)
    .map((name) => (name.length > MAX_SHOWN_NAME ? `${name.slice(0, MAX_SHOWN_NAME)}…` : name));
  const more = names.length - shown.length;
  return more === 0 ? shown : [...shown, `${more} more`];
}
