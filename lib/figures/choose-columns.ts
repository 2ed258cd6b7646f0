import { isUnnamedColumn } from "../input/read-csv.ts";
import { toColumnName } from "../input/raw-row.ts";
import { joinNames } from "../core/words/names.ts";
import { isAboutOthers, toColumn, type Column } from "./columns.ts";
import { FiguresError, quote } from "./figures-error.ts";
import type { ReadFiguresOptions } from "./measurement.ts";
import { toCountedNoun } from "./nouns.ts";
import { findSizesInNames } from "./parameters.ts";
import type { Table } from "./table.ts";
import { parseDuration } from "./units.ts";

export type Columns = ReadonlyMap<string, Column>;
/** The size where nothing else may be: how often a work was repeated. */
const REPETITIONS = /^(?:iterations|iters|rounds|repetitions|repeats)$/;
type Named = readonly [string, Column];

const REST = ["label", "quality", "failed-share", "items-done", "items-failed"] as const;
/** Bytes and bits are no items of a size. */
const DATA_RATE = /(?:^|_)(?:[kmgt]?i?(?:b|bytes?|bits?|bit))$/;

/** Whether a line names a time and something that may be its size. */
export function isFiguresHeader(names: readonly string[]): boolean {
  const roles = names.map((name) => toColumn(name)?.role);
  return (
    (roles.includes("time") || roles.includes("rate")) &&
    names.some(
      (name, at) => roles[at] === "size" || roles[at] === "id" || (roles[at] === undefined && /^[a-z]/.test(name)),
    )
  );
}

/** Chooses the columns to read. What the header leaves open is decided by the cells, or asked. */
export function chooseColumns(table: Table, options: ReadFiguresOptions): Columns {
  const names = table.columns.filter((name) => !isUnnamedColumn(name) && table.rows.some(({ cells }) => cells[name]));
  const known = listKnown(table, names);
  const wantedSize = findWanted(table, "size", options.size);
  const wantedTime = findWanted(table, "time", options.time);
  const ofRole = (role: Column["role"]): readonly Named[] =>
    known.filter(([name, column]) => column.role === role && name !== wantedSize && name !== wantedTime);
  const times = wantedTime === null ? chooseTimes(table, names, known, wantedSize) : [toWantedTime(wantedTime)];
  const used = new Set([
    ...times.map(([name]) => name),
    ...known.filter(([, { role }]) => role !== "size").map(([name]) => name),
  ]);
  const rest = names.filter(
    (name) => !used.has(name) && !isAboutOthers(name) && isNumeric(table, name) && !isDuration(table, name),
  );
  const ids = ofRole("id");
  const loads = times.some(([, { role }]) => role === "time") ? ofRole("rate").map(([name]) => name) : [];
  const counts = ids.length > 0 ? [] : names.filter((name) => REPETITIONS.test(name));
  const others = [rest, loads, counts].find((each) => each.length > 0) ?? [];
  if (wantedSize === null && ofRole("size").length === 0) forbidNamedSizes(table, ids, others);
  const sizes = wantedSize === null ? chooseSizes(ofRole("size"), others) : [toPlainSize(wantedSize)];
  requireColumns(table, times, sizes, ids, others);
  const chosen = [...ids, ...sizes, ...times];
  const factors = listFactors(table, names, chosen);
  return new Map([...chosen, ...factors, ...REST.flatMap((role) => ofRole(role).slice(0, 1))]);
}

/** "sort 1000" beside another column of numbers: either may be the size. */
function forbidNamedSizes({ rows }: Table, ids: readonly Named[], others: readonly string[]): void {
  const [id] = ids;
  const [other] = others;
  if (id === undefined || other === undefined) return;
  const found = findSizesInNames([...new Set(rows.map(({ cells }) => cells[id[0]] ?? ""))]);
  if (found.filter((each) => each !== null).length > 1)
    throw new FiguresError(
      `The size may stand in ${quote(id[0])} or be ${list(others)}. Add --size ${quote(other)}, or remove that column.`,
    );
}

/** A column without any cell counts only where nothing else has its role. */
function listKnown({ columns }: Table, names: readonly string[]): readonly Named[] {
  const all = columns.flatMap((name): Named[] => {
    const column = toColumn(name);
    return column === null ? [] : [[name, column]];
  });
  const filled = all.filter(([name]) => names.includes(name));
  return all.filter(([name, { role }]) => names.includes(name) || !filled.some(([, other]) => other.role === role));
}

function findWanted(table: Table, flag: "size" | "time", wanted: string | undefined): string | null {
  if (wanted === undefined) return null;
  const name = toColumnName(wanted);
  if (table.columns.includes(name)) return name;
  throw new FiguresError(`--${flag} ${wanted}: there is no such column. The header has ${list(table.columns)}.`);
}

function toWantedTime(name: string): Named {
  const column = toColumn(name);
  const isTime = column?.role === "time" || column?.role === "rate";
  return [name, isTime ? column : { role: "time", name, unitMs: null, rank: 0 }];
}

function toPlainSize(name: string): Named {
  const column = toColumn(name);
  return [name, column?.role === "size" ? column : { role: "size", name, factor: 1, noun: toCountedNoun(name) }];
}

/** The preferred time, or else a rate; of several that are equally good, the user chooses. */
function chooseTimes(
  table: Table,
  names: readonly string[],
  known: readonly Named[],
  wantedSize: string | null,
): readonly Named[] {
  const isMinimum = (name: string): boolean =>
    name.endsWith("_min") && names.some((other) => /(?:^|_)(?:max|mean|avg|median)(?:_|$)/.test(other));
  const times = known.filter(([name, { role }]) => role === "time" && name !== wantedSize && !isMinimum(name));
  const best = Math.min(...times.map(([, column]) => rankOf(column)));
  const preferred = times.filter(([, column]) => rankOf(column) === best);
  const rates = known.filter(([, { role }]) => role === "rate");
  const unknown = names.filter((name) => name !== wantedSize && known.every(([each]) => each !== name));
  const byCells = unknown.filter((name) => isDuration(table, name));
  const candidates: readonly Named[] =
    preferred.length > 0
      ? preferred
      : rates.length > 0
        ? rates
        : byCells.map((name): Named => [name, { role: "time", name, unitMs: null, rank: 0 }]);
  if (candidates.length > 1)
    throw new FiguresError(
      `The table has several columns of times: ${list(candidates.map(([name]) => name))}. Choose one, such as --time ${quote(candidates[0]?.[0] ?? "")}.`,
    );
  for (const [name, column] of candidates)
    if (column.role === "rate" && DATA_RATE.test(column.of ?? ""))
      throw new FiguresError(
        `Column ${name} is a rate of data, which is no time. Give the times, or the rate in operations per second, such as req/s.`,
      );
  return candidates;
}

/** Names that say size; otherwise the only other column of numbers. Our own `items` is alone. */
function chooseSizes(sizes: readonly Named[], rest: readonly string[]): readonly Named[] {
  const own = sizes.filter(([name]) => name === "items");
  if (own.length > 0) return own;
  const strong = sizes.filter(([, column]) => column.role === "size" && column.isWeak !== true);
  if (strong.length > 0) return strong;
  const [only] = rest;
  return rest.length === 1 && only !== undefined ? [toPlainSize(only)] : [];
}

function requireColumns(
  table: Table,
  times: readonly Named[],
  sizes: readonly Named[],
  ids: readonly Named[],
  rest: readonly string[],
): void {
  // sizes may also stand in the names: sort_1000, sort_2000
  const isNamed = ids.length > 0 && rest.length === 0;
  const missing = [...(sizes.length === 0 && !isNamed ? ["items"] : []), ...(times.length === 0 ? ["elapsedMs"] : [])];
  if (missing.length === 0) return;
  const found = table.columns.filter((name) => name !== "" && !isUnnamedColumn(name));
  if (times.length > 0 && rest.length > 1)
    throw new FiguresError(
      `Several columns may be the size: ${list(rest)}. Choose one, such as --size ${quote(rest[0] ?? "")}.`,
    );
  const flags = [
    ...(missing.includes("items") ? ["--size"] : []),
    ...(missing.includes("elapsedMs") ? ["--time"] : []),
  ].map((flag) => `${flag} COLUMN`);
  throw new FiguresError(
    `The header lacks ${joinNames(missing)}. It needs a column of sizes (items, n, size, rows, threads …) and one of times (elapsedMs, time_s, mean_us …)${found.length > 0 ? `; it has ${list(found)}` : ""}. ${found.length > 1 ? `If one of them is meant, name it by ${flags.join(" and ")}. ` : ""}Columns are separated by commas, semicolons, tabs, vertical bars or spaces.`,
  );
}

/** Other columns that tell rows of equal sizes apart, such as a language or a second dimension. Without them, such rows would pass for repeats. */
function listFactors(table: Table, names: readonly string[], chosen: readonly Named[]): readonly Named[] {
  const keyOf = (row: Table["rows"][number]): string =>
    chosen
      .flatMap(([name, { role }]) => (role === "time" || role === "rate" ? [] : [row.cells[name] ?? ""]))
      .join("\n");
  const keys = new Set(table.rows.map(keyOf));
  if (keys.size === table.rows.length) return [];
  return names.flatMap((name): Named[] => {
    const column = toColumn(name);
    const isOpen = column === null || (column.role === "size" && column.isWeak === true);
    if (!isOpen || isAboutOthers(name) || chosen.some(([each]) => each === name)) return [];
    const values = new Set(table.rows.map(({ cells }) => cells[name] ?? ""));
    const pairs = new Set(table.rows.map((row) => `${keyOf(row)}\n${row.cells[name] ?? ""}`));
    if (values.has("") || values.size < 2 || values.size === table.rows.length) return [];
    if (!isNumeric(table, name)) return [[name, { role: "id", name }]];
    return pairs.size === keys.size * values.size ? [toPlainSize(name)] : [];
  });
}

/** Times with their units, such as "7366 ns"; a small letter alone may also be a size, such as 2m. */
function isDuration(table: Table, name: string): boolean {
  return everyCell(
    table,
    name,
    (text) => !/\d\s*[a-z]$/.test(text.replace(/s$/, "ss")) && parseDuration(text, null) !== null,
  );
}

function isNumeric(table: Table, name: string): boolean {
  return everyCell(table, name, (text) =>
    /^[.,]?\d[\d.,'’_\s]*(?:(?:[eE^]|\*\*|<<)\s*[+-]?\d+)?[⁰¹²³⁴⁵⁶⁷⁸⁹]*\s*(?:[A-Za-zµμ%].*)?$/.test(text),
  );
}

/** Of the cells that are filled, at least one. */
function everyCell({ rows }: Table, name: string, fits: (text: string) => boolean): boolean {
  const filled = rows.map(({ cells }) => cells[name] ?? "").filter((text) => text !== "");
  return filled.length > 0 && filled.every(fits);
}

function rankOf(column: Column): number {
  return column.role === "time" ? column.rank : Number.POSITIVE_INFINITY;
}

function list(names: readonly string[]): string {
  return joinNames(names.filter((name) => !isUnnamedColumn(name)).map(quote));
}
