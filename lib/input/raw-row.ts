import type { InputProblem } from "../core/input-problem.ts";

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
