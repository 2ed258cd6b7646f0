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

/** Shortens a list of names for display: limits both their number and their length. */
export function cutNames(names: readonly string[]): readonly string[] {
  const shown = names
    .slice(0, MAX_SHOWN_COLUMNS)
    .map((name) => (name.length > MAX_SHOWN_NAME ? `${name.slice(0, MAX_SHOWN_NAME)}…` : name));
  const more = names.length - shown.length;
  return more === 0 ? shown : [...shown, `${more} more`];
}
