import { createHash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { JsonObject } from "../core/kit/json.ts";
import { MAX_TURN_MS } from "./limits.ts";

/** A row that the skill accepts, and the same as JSON. */
export type CheckedRow = { readonly row: JsonObject; readonly line: string };

export type FinishedRows = {
  readonly rows: readonly JsonObject[];
  /** each row as JSON */
  readonly lines: readonly string[];
  /** of the lines */
  readonly checksum: string;
  /** number of rows that say what is true; null if the skill compares with nothing in the rows */
  readonly labelled: number | null;
};

/** Whether a cell says anything. An empty list does not: an empty cell of a table becomes one. */
export function isStated(cell: unknown): boolean {
  if (cell === undefined || cell === null) return false;
  if (typeof cell === "string") return cell.trim() !== "";
  return !Array.isArray(cell) || cell.length > 0;
}

/**
 * The rows of a file as they are stored. An empty cell beside stated ones may mean "none here"; where the file states nothing in
 * the column of the truth, its cells become null: nobody said what is true.
 */
export async function finishRows(
  checked: readonly CheckedRow[],
  truth: { readonly column: string; readonly isStated: boolean } | null,
): Promise<FinishedRows> {
  const rows: JsonObject[] = [];
  const lines: string[] = [];
  const hash = createHash("sha256");
  let labelled = 0;
  let turnBeganMs = performance.now();
  for (const each of checked) {
    if (performance.now() - turnBeganMs > MAX_TURN_MS) {
      await nextTurn();
      turnBeganMs = performance.now();
    }
    const { row, line } = truth === null || truth.isStated ? each : withoutTruth(each, truth.column);
    if (truth !== null && row[truth.column] !== null) labelled += 1;
    rows.push(row);
    lines.push(line);
    hash.update(line).update("\n");
  }
  return { rows, lines, checksum: hash.digest("hex"), labelled: truth === null ? null : labelled };
}

function withoutTruth({ row }: CheckedRow, column: string): CheckedRow {
  const unknown = { ...row, [column]: null };
  return { row: unknown, line: JSON.stringify(unknown) };
}
