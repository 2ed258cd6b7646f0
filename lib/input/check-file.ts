import { setImmediate as nextTurn } from "node:timers/promises";
import type { InputProblem } from "../core/inputs/problem.ts";
import type { InputFormat } from "../core/ports/input-store.ts";
import { err, ok, type Result } from "../core/kit/result.ts";
import type { SkillInput } from "../skills/contract/contract.ts";
import { finishRows, isStated, type CheckedRow, type FinishedRows } from "./finish-rows.ts";
import {
  MAX_INPUT_BYTES,
  MAX_INPUT_COLUMNS,
  MAX_INPUT_ROWS,
  MAX_ROW_CHARACTERS,
  MAX_SHOWN_PROBLEMS,
  MAX_TURN_MS,
} from "./limits.ts";
import type { InputFile, ParsedRows } from "./parse-rows.ts";
import { cutNames, UnreadableInputError, type RawRow } from "./raw-row.ts";
import { isUnnamedColumn } from "./read-csv.ts";
import { readRows } from "./read-rows.ts";

export type CheckedFile = FinishedRows & {
  readonly format: InputFormat;
  /** columns of the file that the skill does not use; a long list ends with "80 more" */
  readonly ignoredColumns: readonly string[];
};

/** The first problems in file order, and the total number. */
export type FileProblems = { readonly problems: readonly InputProblem[]; readonly count: number };

/** Parses a file and validates each row against the skill's schema. Never throws because of the file's content. */
export async function checkFile(file: InputFile, input: SkillInput): Promise<Result<CheckedFile, FileProblems>> {
  const found = createProblemList();
  try {
    if (file.bytes.length > MAX_INPUT_BYTES)
      throw new UnreadableInputError(
        `The file has ${toMegabytes(file.bytes.length)} MB; the limit is ${toMegabytes(MAX_INPUT_BYTES)} MB. Use a part of it.`,
      );
    const { format, rows } = await readRows({ ...file, namesAsWritten: input.anyColumns === true });
    const read = await checkRows({ format, rows }, input, found);
    if (found.count > 0) return err(found);
    if (read.rows.length === 0)
      throw new UnreadableInputError(
        `The file has no rows: ${format === "csv" ? "it ends after the header" : "the list is empty"}.`,
      );
    return ok({ format, ...read });
  } catch (error) {
    if (!(error instanceof UnreadableInputError)) throw error;
    found.add(error.problem);
    return err(found);
  }
}

type ProblemList = FileProblems & { add(problem: InputProblem): void };

function createProblemList(): ProblemList {
  const problems: InputProblem[] = [];
  let count = 0;
  return {
    problems,
    get count() {
      return count;
    },
    add(problem) {
      count += 1;
      if (problems.length < MAX_SHOWN_PROBLEMS) problems.push(problem);
    },
  };
}

async function checkRows(
  { format, rows: raw }: ParsedRows,
  input: SkillInput,
  found: ProblemList,
): Promise<Omit<CheckedFile, "format">> {
  const rows: CheckedRow[] = [];
  let isTruthStated = false;
  const seen = new Set<string>();
  let turnBeganMs = performance.now();
  for await (const one of raw) {
    if (one.row > MAX_INPUT_ROWS)
      throw new UnreadableInputError(`The file has more than ${MAX_INPUT_ROWS} rows. Use a part of it.`);
    if (performance.now() - turnBeganMs > MAX_TURN_MS) {
      await nextTurn();
      turnBeganMs = performance.now();
    }
    if ("cells" in one) {
      if (one.row === 1) requireColumns(one, input, format);
      for (const name of Object.keys(one.cells)) seen.add(name);
      requireUsableNames(seen);
    }
    const checked = checkRow(one, input, found);
    // rows of a rejected file are not needed
    if (checked === null || found.count > 0) continue;
    rows.push(checked);
    isTruthStated ||= "cells" in one && isStated(one.cells[input.truth?.column ?? ""]);
  }
  const known = new Set(input.columns.map(({ name }) => name));
  const isIgnored = (name: string) => input.anyColumns !== true && name !== "" && !known.has(name);
  const ignored = [...seen].filter(isIgnored);
  // a column that the start chooses is counted there
  const isFixed = input.truth !== undefined && input.truth.option === undefined;
  const truth = isFixed ? { column: input.truth.column, isStated: isTruthStated } : null;
  return { ...(await finishRows(rows, truth)), ignoredColumns: cutNames(ignored) };
}

/** JSON rows name their own fields, so each row may add new ones. */
function requireUsableNames(seen: ReadonlySet<string>): void {
  // no object of ours can have it as an ordinary field, so it would be lost
  if (seen.has("__proto__"))
    throw new UnreadableInputError(
      "No column can be named __proto__. Rename it, or remove it if the skill does not use it.",
    );
  if (seen.size <= MAX_INPUT_COLUMNS) return;
  throw new UnreadableInputError(
    `The rows have more than ${MAX_INPUT_COLUMNS} different fields. Remove those that the skill does not use.`,
  );
}

/** A column missing from the first row is reported once, not once per row: the header lacks it, or it is the wrong file. */
function requireColumns(
  { cells }: Extract<RawRow, { cells: unknown }>,
  { columns }: SkillInput,
  format: InputFormat,
): void {
  const missing = columns.filter(({ name, required }) => required && !(name in cells)).map(({ name }) => name);
  if (missing.length === 0) return;
  const has = Object.keys(cells).filter((name) => name !== "");
  const advice = format === "csv" ? adviseOnHeader(Object.keys(cells), columns) : "";
  const expected = columns.map(({ name, required }) => (required ? name : `${name} (optional)`)).join(", ");
  throw new UnreadableInputError(
    `${missing.length === 1 ? "Column" : "Columns"} ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} missing. The skill expects ${expected}; the file has ${has.slice(0, 20).join(", ") || "none of them"}.${advice}`,
  );
}

function adviseOnHeader(names: readonly string[], columns: SkillInput["columns"]): string {
  if (!columns.some(({ name }) => names.includes(name)))
    return " The first line must name the columns; if it is a row already, add the names above it.";
  return names.some(isUnnamedColumn) ? " Name the column whose header cell is empty." : "";
}

function checkRow(raw: RawRow, input: SkillInput, found: ProblemList): CheckedRow | null {
  const { row, line } = raw;
  if ("problem" in raw) {
    found.add({ row, line, column: raw.column ?? null, message: raw.problem });
    return null;
  }
  const parsed = input.row.safeParse(raw.cells);
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues)
      found.add({ row, line, column: path.length === 0 ? null : String(path[0]), message });
    return null;
  }
  const text = JSON.stringify(parsed.data);
  if (text.length <= MAX_ROW_CHARACTERS) return { row: parsed.data, line: text };
  found.add({ row, line, column: null, message: `has ${text.length} characters; the limit is ${MAX_ROW_CHARACTERS}` });
  return null;
}

function toMegabytes(bytes: number): string {
  return (bytes / 1_048_576).toFixed(bytes % 1_048_576 === 0 ? 0 : 1);
}
