import type { InputProblem } from "../core/inputs/problem.ts";
import { MAX_SHOWN_COLUMNS, MAX_SHOWN_NAME } from "./limits.ts";

/** A row as the file has it, before the skill's own check. Rows count from 1; `line` is null where rows have none of their own. */
export type RawRow = { readonly row: number; readonly line: number | null } & (
  | { readonly cells: { readonly [column: string]: unknown } }
  | { readonly problem: string }
);

/** Nothing more of the file can be read. Decide by `code`. */
export class UnreadableInputError extends Error {
  readonly code = "unreadable-input";
  readonly problem: InputProblem;

  constructor(message: string, place: { readonly row?: number; readonly line?: number } = {}) {
    super(message);
    this.problem = { row: place.row ?? null, line: place.line ?? null, column: null, message };
  }
}

/** " Secret Lines" and "secret_lines" are the same column. */
export function toColumnName(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
}

/** Names as they are shown: the first of many, and of each so much as can be read. */
export function cutNames(names: readonly string[]): readonly string[] {
  const shown = names
    .slice(0, MAX_SHOWN_COLUMNS)
    .map((name) => (name.length > MAX_SHOWN_NAME ? `${name.slice(0, MAX_SHOWN_NAME)}…` : name));
  const more = names.length - shown.length;
  return more === 0 ? shown : [...shown, `${more} more`];
}
