import { cutNames } from "../input/raw-row.ts";
import { isUnnamedColumn } from "../input/read-csv.ts";
import { joinNames } from "../core/words/names.ts";
import type { Noun } from "../core/words/plural.ts";
import { chooseColumns, describeMeantName, type Columns } from "./choose-columns.ts";
import type { Column } from "./columns.ts";
import { FiguresError, quote, throwProblems } from "./figures-error.ts";
import type { FigureReading, Measurement, ReadFiguresOptions } from "./measurement.ts";
import { toCountedNoun } from "./nouns.ts";
import { readRow, type ColumnsByRole, type RowContext } from "./read-row.ts";
import { decideDecimalSign, type DecimalSign, type NumberCell } from "./separators.ts";
import type { Table } from "./table.ts";
import { toUnitMs } from "./text/units.ts";
import { toWholeSizes, withoutZeroSizes } from "./whole-sizes.ts";

const NUMERIC: readonly Column["role"][] = [
  "size",
  "time",
  "rate",
  "quality",
  "failed-share",
  "items-done",
  "items-failed",
  "requests",
];

/** Reads a table of our own kind: a column of sizes and one of times, by any of their usual names. */
export function readTable(table: Table, options: ReadFiguresOptions): FigureReading {
  const columns = chooseColumns(table, options);
  if (table.rows.length === 0) throw new FiguresError("The file has a header but no rows. Add one row per size.");
  const numbers = listNumbers(table, columns);
  const decimal = decideDecimalSign(numbers, table.delimiter, parseDecimal(options.decimal));
  const timeUnitMs = parseTimeUnit(options.timeUnit);
  const whole = toWholeSizes(table, columns, decimal);
  const { rows, notes: sizeNotes } = withoutZeroSizes(table, columns, decimal);
  const context: RowContext = {
    columns: groupByRole(whole.columns),
    decimal,
    timeUnitMs,
    words: new Set(),
    notes: new Set(),
  };
  const problems: string[] = [];
  const measurements = rows.flatMap((row): Measurement[] => {
    const read = readRow(row, context);
    if (isMeasurement(read)) return [read];
    problems.push(...(read ?? []));
    return [];
  });
  throwProblems(problems);
  if (measurements.length === 0) throw new FiguresError("No row has a time.");
  return {
    tool: null,
    measurements: foldPoints(measurements),
    unit: findNoun(whole.columns, context.words),
    namesAreScenarios: true,
    notes: [
      ...table.notes,
      ...describeColumns(columns, table.written),
      ...describeMeantSize(columns, table.written),
      ...describeUnused(table, columns),
      ...describeSeparators(numbers, decimal),
      ...sizeNotes,
      ...whole.notes,
      ...context.notes,
    ],
  };
}

function isMeasurement(read: ReturnType<typeof readRow>): read is Measurement {
  return read !== null && "elapsedMs" in read;
}

/** What the sizes count, from the cells or else from the header; null when they disagree. */
function findNoun(columns: Columns, words: ReadonlySet<string>): Noun | null {
  const [word] = words;
  if (word !== undefined) return words.size === 1 ? toCountedNoun(word) : null;
  const nouns = [...columns.values()].flatMap((column) => (column.role === "size" ? [column.noun] : []));
  return nouns.length === 1 ? (nouns[0] ?? null) : null;
}

function groupByRole(columns: Columns): ColumnsByRole {
  const groups = new Map<Column["role"], [string, Column][]>();
  for (const [name, column] of columns) groups.set(column.role, [...(groups.get(column.role) ?? []), [name, column]]);
  return groups;
}

function listNumbers({ rows }: Table, columns: Columns): readonly NumberCell[] {
  return [...columns].flatMap(([name, { role }]) =>
    NUMERIC.includes(role)
      ? rows.flatMap((row): NumberCell[] => {
          const text = row.cells[name] ?? "";
          const kind =
            role === "size" || role === "items-done" || role === "requests" || role === "items-failed"
              ? "size"
              : "other";
          return text === "" || row.numbers?.has(name) === true ? [] : [{ text, row, column: name, kind }];
        })
      : [],
  );
}

function rankOf(column: Column): number {
  return column.role === "time" ? column.rank : 0;
}

/** A size whose name nobody knows may be a mistyped one. */
function describeMeantSize(columns: Columns, written: Table["written"]): readonly string[] {
  return [...columns].flatMap(([name, { role }]) =>
    role === "size" ? describeMeantName(name, written).map((text) => text.trim()) : [],
  );
}

function describeColumns(columns: Columns, written: Table["written"]): readonly string[] {
  const nameOf = (name: string): string => written?.get(name) ?? name;
  const [size, time] = (["size", "time"] as const).map((role) =>
    [...columns].find(([, column]) => column.role === role),
  );
  const isOwn = (size?.[0] ?? "items") === "items" && (time === undefined || rankOf(time[1]) === -1);
  if (isOwn) return [];
  if (size === undefined) return time === undefined ? [] : [`read ${nameOf(time[0])} as the time`];
  const sizes = [...columns].filter(([, { role }]) => role === "size").map(([name]) => nameOf(name));
  return [`read ${joinNames(sizes)} as the size${time === undefined ? "" : ` and ${nameOf(time[0])} as the time`}`];
}

/** Every column with cells that says nothing in the judgement; of several that mean the same, one is read. */
function describeUnused({ columns: all, rows, written }: Table, columns: Columns): readonly string[] {
  const unused = all.filter(
    (name) => !columns.has(name) && !isUnnamedColumn(name) && rows.some(({ cells }) => (cells[name] ?? "") !== ""),
  );
  return unused.length === 0
    ? []
    : [`not used: ${cutNames(unused.map((name) => written?.get(name) ?? name)).join(", ")}`];
}

/** Says how separators were read, where another reading would have been possible. */
function describeSeparators(numbers: readonly NumberCell[], decimal: DecimalSign): readonly string[] {
  const group = decimal === "." ? "," : ".";
  const isGrouped = new RegExp(String.raw`\d[${group}]\d{3}`);
  const grouped = numbers.find(({ text }) => isGrouped.test(text));
  if (grouped !== undefined)
    return [`read the ${group === "," ? "comma" : "point"} of ${quote(grouped.text)} as a separator of thousands`];
  return decimal === "," ? ["read the comma as the decimal sign"] : [];
}

function parseDecimal(text: string | undefined): DecimalSign | null {
  if (text === undefined) return null;
  if (text === "point" || text === ".") return ".";
  if (text === "comma" || text === ",") return ",";
  throw new FiguresError(`--decimal ${text}: use point or comma`);
}

function parseTimeUnit(text: string | undefined): number | null {
  if (text === undefined) return null;
  const unitMs = toUnitMs(text);
  if (unitMs === null) throw new FiguresError(`--time-unit ${text}: use ns, us, ms, s, min or h`);
  return unitMs;
}

/**
 * Rows of one id and one size whose `itemsDone` increases to that size are the progress of one measurement: the last row
 * holds its totals, the earlier ones its points.
 */
function foldPoints(measurements: readonly Measurement[]): readonly Measurement[] {
  const folded: Measurement[] = [];
  for (const measurement of measurements) {
    const last = folded.at(-1);
    if (last !== undefined && continues(last, measurement)) {
      // in place, because there may be very many
      last.points.push({ items: last.itemsDone ?? 0, elapsedMs: last.elapsedMs });
      folded[folded.length - 1] = { ...measurement, points: last.points };
    } else folded.push(measurement);
  }
  return folded;
}

function continues(last: Measurement, next: Measurement): boolean {
  return (
    last.name === next.name &&
    last.itemsDone !== null &&
    next.itemsDone !== null &&
    last.itemsDone < next.itemsDone &&
    last.elapsedMs <= next.elapsedMs &&
    last.parameters.every(({ size }, at) => size === next.parameters[at]?.size)
  );
}
