import { firstIndexAbove } from "../../../core/kit/ascending.ts";
import type { JsonObject } from "../../../core/kit/json.ts";
import { FileRow } from "./input.ts";
import type { Scanner } from "./scanner.ts";

/** An uploaded file with the lines that contain a secret; null if nobody said which. */
export type OwnFile = {
  readonly path: string;
  readonly content: string;
  readonly secretLines: readonly number[] | null;
};

export function toOwnFile(row: JsonObject): OwnFile {
  const { path, content, secret_lines: lines } = FileRow.parse(row);
  return { path, content, secretLines: lines === null ? null : [...new Set(lines)].toSorted((a, b) => a - b) };
}

/** A secret line counts as found when a finding overlaps it; a finding that overlaps none is a false alarm. Without a truth, findings are neither. */
export async function scanOwnFile(scan: Scanner, { path, content, secretLines }: OwnFile) {
  const lineAt = createLineIndex(content);
  const spans = (await scan(content, path)).map(({ from, to }) => ({
    first: lineAt(from),
    last: lineAt(Math.max(from, to - 1)),
  }));
  if (secretLines === null) {
    const lines = [...new Set(spans.map(({ first }) => first))];
    const found = lines.length === 0 ? "no finding" : `finding in ${describeLines(lines)}`;
    return { values: { scanned: 1, files: 1 }, outcome: `${path}: ${found}; no label to compare` };
  }
  const missed = secretLines.filter((line) => !spans.some(({ first, last }) => first <= line && line <= last));
  const alarms = spans.filter(({ first, last }) => !secretLines.some((line) => first <= line && line <= last));
  const values = {
    planted: secretLines.length,
    found: secretLines.length - missed.length,
    missed: missed.length,
    falseAlarms: alarms.length,
    scanned: 1,
    files: 1,
    sets: 1,
  };
  return {
    values,
    outcome: `${path}: ${describe(
      secretLines,
      missed,
      alarms.map(({ first }) => first),
    )}`,
  };
}

/** Lines count from 1. */
function createLineIndex(content: string): (position: number) => number {
  const starts = [...content.matchAll(/\n/g)].map(({ index }) => index + 1);
  return (position) => firstIndexAbove(starts, position) + 1;
}

/** Reports line numbers only, because the findings themselves are secrets. */
function describe(secretLines: readonly number[], missed: readonly number[], alarms: readonly number[]): string {
  if (secretLines.length === 0 && alarms.length === 0) return "correctly not flagged";
  const found = `found ${secretLines.length - missed.length} of ${secretLines.length}`;
  const lost = missed.length === 0 ? "" : `, missed ${describeLines(missed)}`;
  return `${found}${lost}${alarms.length === 0 ? "" : `, false alarm in ${describeLines(alarms)}`}`;
}

const SHOWN_LINES = 8;

function describeLines(lines: readonly number[]): string {
  const shown = lines.slice(0, SHOWN_LINES).join(", ");
  return `${lines.length === 1 ? "line" : "lines"} ${shown}${lines.length > SHOWN_LINES ? " …" : ""}`;
}
