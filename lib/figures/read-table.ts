import { joinNames } from "../core/words/names.ts";
import type { Noun } from "../core/words/plural.ts";
import { toColumn, type Column } from "./columns.ts";
import { FiguresError, quote, throwProblems } from "./figures-error.ts";
import type { FigureReading, Measurement, ReadFiguresOptions } from "./measurement.ts";
import { toCountedNoun } from "./nouns.ts";
import { readRow, type ColumnsByRole, type RowContext } from "./read-row.ts";
import { decideDecimalSign, type DecimalSign, type NumberCell } from "./separators.ts";
import type { Table } from "./table.ts";
import { foldPoints } from "./table-points.ts";
import { toUnitMs } from "./units.ts";

const NUMERIC: readonly Column["role"][] = [
  "size",
  "time",
  "rate",
  "quality",
  "failed-share",
  "items-done",
  "items-failed",
];

type Columns = ReadonlyMap<string, Column>;

/** Reads a table of our own kind: a column of sizes and one of times, by any of their usual names. */
export function readTable(table: Table, options: ReadFiguresOptions): FigureReading {
  const columns = selectColumns(table);
  if (table.rows.length === 0) throw new FiguresError("The file has a header but no rows. Add one row per size.");
  const numbers = listNumbers(table, columns);
  const decimal = decideDecimalSign(numbers, table.delimiter, parseDecimal(options.decimal));
  const timeUnitMs = parseTimeUnit(options.timeUnit);
  const context: RowContext = {
    columns: groupByRole(columns),
    decimal,
    timeUnitMs,
    words: new Set(),
    notes: new Set(),
  };
  const problems: string[] = [];
  const measurements = table.rows.flatMap((row): Measurement[] => {
    const read = readRow(row, context);
    if (Array.isArray(read)) problems.push(...read);
    return Array.isArray(read) ? [] : [read as Measurement];
  });
  throwProblems(problems);
  return {
    tool: null,
    measurements: foldPoints(measurements),
    unit: findNoun(columns, context.words),
    namesAreScenarios: true,
    notes: [...table.notes, ...describeColumns(columns), ...describeSeparators(numbers, decimal), ...context.notes],
  };
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

/** Whether a line names both a size and a time. */
export function isFiguresHeader(names: readonly string[]): boolean {
  const roles = names.map((name) => toColumn(name)?.role);
  return roles.includes("size") && (roles.includes("time") || roles.includes("rate"));
}

/** Selects the columns to read: our own `items` alone if it is there, and the preferred one of several times. */
function selectColumns({ columns: names }: Table): Columns {
  const all = names.flatMap((name): [string, Column][] => {
    const column = toColumn(name);
    return column === null ? [] : [[name, column]];
  });
  const ofRole = (role: Column["role"]): [string, Column][] => all.filter(([, column]) => column.role === role);
  const sizes = ofRole("size");
  const times = ofRole("time")
    .toSorted(([, one], [, other]) => rankOf(one) - rankOf(other))
    .slice(0, 1);
  const rates = times.length > 0 ? [] : ofRole("rate").slice(0, 1);
  const missing = [
    ...(sizes.length === 0 ? ["items"] : []),
    ...(times.length + rates.length === 0 ? ["elapsedMs"] : []),
  ];
  if (missing.length > 0) throw new FiguresError(describeMissing(names, missing));
  const chosen = sizes.some(([name]) => name === "items") ? sizes.filter(([name]) => name === "items") : sizes;
  const rest = (["label", "quality", "failed-share", "items-done", "items-failed"] as const).flatMap((role) =>
    ofRole(role).slice(0, 1),
  );
  return new Map([...ofRole("id"), ...chosen, ...times, ...rates, ...rest]);
}

function rankOf(column: Column): number {
  return column.role === "time" ? column.rank : 0;
}

function describeMissing(names: readonly string[], missing: readonly string[]): string {
  const found = names.filter((name) => name !== "").map(quote);
  return `The header lacks ${joinNames(missing)}. It needs a column of sizes (items, n, size, rows, threads …) and one of times (elapsedMs, time_s, mean_us …)${found.length > 0 ? `; it has ${joinNames(found)}` : ""}. Columns are separated by commas, semicolons, tabs or vertical bars.`;
}

function listNumbers({ rows }: Table, columns: Columns): readonly NumberCell[] {
  return [...columns].flatMap(([name, { role }]) =>
    NUMERIC.includes(role)
      ? rows.flatMap((row): NumberCell[] => {
          const text = row.cells[name] ?? "";
          const kind = role === "size" || role === "items-done" || role === "items-failed" ? "size" : "other";
          return text === "" ? [] : [{ text, row, column: name, kind }];
        })
      : [],
  );
}

function describeColumns(columns: Columns): readonly string[] {
  const [size, time] = (["size", "time"] as const).map((role) =>
    [...columns].find(([, column]) => column.role === role),
  );
  const isOwn = (size?.[0] ?? "items") === "items" && (time === undefined || rankOf(time[1]) === -1);
  if (isOwn) return [];
  const sizes = [...columns].filter(([, { role }]) => role === "size").map(([name]) => name);
  return [`read ${joinNames(sizes)} as the size${time === undefined ? "" : ` and ${time[0]} as the time`}`];
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
