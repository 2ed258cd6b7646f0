import type { Noun } from "../core/words/plural.ts";
import type { Columns } from "./choose-columns.ts";
import { toColumn, type Column } from "./columns.ts";
import { toPlainNumbers, type DecimalSign } from "./separators.ts";
import { placeOf, type Table, type TableRow } from "./table.ts";
import { parseSize } from "./text/units.ts";

type SizeColumn = Extract<Column, { readonly role: "size" }>;

/** Units that have a smaller one: "megapixels" are read as pixels, GB as MB. */
const PREFIXES: readonly (readonly [RegExp, number])[] = [
  [/^kilo(?=[a-z]{3})/, 1e3],
  [/^mega(?=[a-z]{3})/, 1e6],
  [/^giga(?=[a-z]{3})/, 1e9],
];
const SMALLER_BYTES: { readonly [unit: string]: readonly [string, number] } = {
  GB: ["MB", 1e3],
  GiB: ["MiB", 1024],
  MB: ["kB", 1e3],
  MiB: ["KiB", 1024],
  TB: ["GB", 1e3],
  TiB: ["GiB", 1024],
};
const COUNTED = /^(?:n|items?|count)$/;
const PARTS = ["", "tenth", "hundredth", "thousandth"];

/** Sizes such as .5 become whole numbers of a smaller unit, which is named. */
export function toWholeSizes(
  table: Table,
  columns: Columns,
  decimal: DecimalSign,
): { readonly columns: Columns; readonly notes: readonly string[] } {
  const notes: string[] = [];
  const whole = [...columns].map(([name, column]): [string, Column] => {
    if (column.role !== "size") return [name, column];
    const values = table.rows.flatMap((row) => readSize(row, name, column, decimal) ?? []);
    if (values.every(Number.isInteger)) return [name, column];
    const written = table.written?.get(name) ?? name;
    const smaller = findSmaller(column, written, values);
    if (smaller === null) return [name, column];
    notes.push(`read the sizes of column ${written} in ${smaller.noun.many}`);
    return [name, { ...column, factor: column.factor * smaller.factor, noun: smaller.noun }];
  });
  return { columns: new Map(whole), notes };
}

/** The unit of which all sizes are whole numbers; null when none is small enough. */
function findSmaller(
  { noun, name }: SizeColumn,
  written: string,
  values: readonly number[],
): { readonly factor: number; readonly noun: Noun } | null {
  const fits = (factor: number): boolean => values.every((value) => isWhole(value * factor));
  const bytes = SMALLER_BYTES[noun?.one ?? ""];
  if (bytes !== undefined && fits(bytes[1])) return { factor: bytes[1], noun: { one: bytes[0], many: bytes[0] } };
  // half a row or thread is a typing error
  if (bytes === undefined && (toColumn(name) !== null || COUNTED.test(name))) return null;
  const prefix = PREFIXES.find(([known]) => noun !== null && known.test(noun.one));
  if (prefix !== undefined && noun !== null && fits(prefix[1]))
    return {
      factor: prefix[1],
      noun: { one: noun.one.replace(prefix[0], ""), many: noun.many.replace(prefix[0], "") },
    };
  const power = PARTS.findIndex((part, at) => part !== "" && fits(10 ** at));
  if (power === -1) return null;
  const of = noun === null ? `of ${written}` : `of a ${noun.one}`;
  return { factor: 10 ** power, noun: { one: `${PARTS[power]} ${of}`, many: `${PARTS[power]}s ${of}` } };
}

/** The first item is no growth: rows of size 0 beside others are left out and named. */
export function withoutZeroSizes(
  table: Table,
  columns: Columns,
  decimal: DecimalSign,
): { readonly rows: readonly TableRow[]; readonly notes: readonly string[] } {
  const sizes = [...columns].flatMap(([name, column]): [string, SizeColumn][] =>
    column.role === "size" ? [[name, column]] : [],
  );
  const [only] = sizes;
  if (only === undefined || sizes.length > 1) return { rows: table.rows, notes: [] };
  const [name, column] = only;
  const isZero = (row: TableRow): boolean => readSize(row, name, column, decimal) === 0;
  const rows = table.rows.filter((row) => !isZero(row));
  if (rows.length === 0 || rows.length === table.rows.length) return { rows: table.rows, notes: [] };
  const written = table.written?.get(name) ?? name;
  return { rows, notes: table.rows.filter(isZero).map((row) => `left out ${placeOf(row)}: its ${written} is 0`) };
}

function readSize(row: TableRow, name: string, column: SizeColumn, decimal: DecimalSign): number | null {
  const text = row.cells[name] ?? "";
  const plain = row.numbers?.has(name) === true ? text : toPlainNumbers(text, decimal);
  const size = plain === null ? null : parseSize(plain);
  return size === null || !Number.isFinite(size.value) ? null : size.value * column.factor;
}

/** But for the error of binary fractions. */
function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) <= 1e-9 * Math.max(1, Math.abs(value));
}
