import type { Column } from "./columns.ts";
import { quote } from "./figures-error.ts";
import { ScenarioFile } from "./figures-schema.ts";
import { toMeasurement, type Measurement, type Parameter } from "./measurement.ts";
import { toPlainNumbers, type DecimalSign } from "./separators.ts";
import { placeOf, type TableRow } from "./table.ts";
import { parseDuration, parseShare, parseSize } from "./units.ts";

export type ColumnsByRole = ReadonlyMap<Column["role"], readonly (readonly [string, Column])[]>;

type NamedCell<Role extends Column["role"]> = {
  readonly name: string;
  readonly column: Extract<Column, { readonly role: Role }>;
  readonly text: string;
};

export type RowContext = {
  /** the columns to read, by role, each with its name in the file */
  readonly columns: ColumnsByRole;
  readonly decimal: DecimalSign;
  /** the unit of times that name none, as given by the user */
  readonly timeUnitMs: number | null;
  /** collects the words after sizes: "rows" of "500 rows" */
  readonly words: Set<string>;
  /** collects what was assumed */
  readonly notes: Set<string>;
};

/** Reads one row of a table; returns its problems if a cell is invalid. */
export function readRow(row: TableRow, context: RowContext): Measurement | readonly string[] {
  const read = new RowReader(row, context);
  const names = read.texts("id");
  const parameters = read.sizes();
  const elapsedMs = read.elapsedMs();
  const measurement = toMeasurement({
    name: names.join(" "),
    label: read.texts("label")[0] ?? null,
    parameters,
    elapsedMs: elapsedMs ?? 1,
    quality: read.number("quality", "quality"),
    itemsDone: read.number("items-done", "itemsDone"),
    itemsFailed: read.number("items-failed", "itemsFailed"),
    failedShare: read.number("failed-share", "quality"),
  });
  const problems = read.problems.length > 0 ? read.problems : checkCounts(measurement, row);
  return problems.length > 0 ? problems : measurement;
}

/** Finished and failed items are compared with the size, where there is one size only. */
function checkCounts({ parameters, itemsDone, itemsFailed }: Measurement, row: TableRow): readonly string[] {
  const items = parameters.length === 1 ? (parameters[0]?.size ?? null) : null;
  if (items === null) return [];
  const done = itemsDone ?? items;
  return [
    ...(done > items ? [`${placeOf(row)}, itemsDone: ${done} is more than the ${items} items`] : []),
    ...((itemsFailed ?? 0) > done
      ? [`${placeOf(row)}, itemsFailed: ${itemsFailed} is more than the ${done} finished`]
      : []),
  ];
}

class RowReader {
  readonly problems: string[] = [];
  readonly #row: TableRow;
  readonly #context: RowContext;

  constructor(row: TableRow, context: RowContext) {
    this.#row = row;
    this.#context = context;
  }

  /** The non-empty cells of a role. */
  #cells<Role extends Column["role"]>(role: Role): readonly NamedCell<Role>[] {
    const found: NamedCell<Role>[] = [];
    for (const [name, column] of this.#context.columns.get(role) ?? []) {
      const text = this.#row.cells[name] ?? "";
      if (text !== "") found.push({ name, column: column as Extract<Column, { readonly role: Role }>, text });
    }
    return found;
  }

  #report(name: string, message: string, text: string | null): void {
    const value = text === null ? "; the cell is empty" : `; it is ${quote(text)}`;
    this.problems.push(`${placeOf(this.#row)}, column ${name}: ${message}${value}`);
  }

  /** Validates a value like the field of our own JSON; null when invalid. */
  #check(
    field: "items" | "elapsedMs" | "quality" | "itemsDone" | "itemsFailed" | "id" | "label",
    value: unknown,
    name: string,
    text: string,
  ): boolean {
    const parsed = ScenarioFile.shape[field].safeParse(value);
    if (!parsed.success) this.#report(name, parsed.error.issues[0]?.message ?? "is invalid", text);
    return parsed.success;
  }

  texts(role: "id" | "label"): readonly string[] {
    return this.#cells(role).flatMap(({ name, text }) => (this.#check(role, text, name, text) ? [text] : []));
  }

  sizes(): readonly Parameter[] {
    const found = this.#cells("size").flatMap(({ name, column, text }): Parameter[] => {
      const plain = toPlainNumbers(text, this.#context.decimal);
      const size = plain === null ? null : parseSize(plain);
      const value = size === null ? Number.NaN : size.value * column.factor;
      if (!this.#check("items", value, name, text)) return [];
      if (size?.hasDecimalSuffix === true)
        this.#context.notes.add("read the suffix k as 1,000, M as 1,000,000 and so on; write Ki for 1,024");
      if (size != null && size.word !== null) this.#context.words.add(size.word);
      return [{ name, text, size: value }];
    });
    if (found.length === 0 && this.problems.length === 0) this.#reportEmpty("size", "items");
    return found;
  }

  elapsedMs(): number | null {
    const [time] = this.#cells("time");
    if (time !== undefined) {
      const unitMs = time.column.unitMs ?? this.#context.timeUnitMs;
      const plain = toPlainNumbers(time.text, this.#context.decimal) ?? "";
      const ms = parseDuration(plain, unitMs ?? 1);
      if (unitMs === null && parseDuration(plain, null) === null)
        this.#context.notes.add(`column ${time.name} names no unit: read as milliseconds; --time-unit s reads seconds`);
      return this.#check("elapsedMs", ms, time.name, time.text) ? ms : null;
    }
    const [rate] = this.#cells("rate");
    if (rate !== undefined) {
      const ms = rate.column.perMs / Number(toPlainNumbers(rate.text, this.#context.decimal) ?? Number.NaN);
      this.#context.notes.add(`turned the rates of column ${rate.name} into time per operation`);
      return this.#check("elapsedMs", ms, rate.name, rate.text) ? ms : null;
    }
    this.#reportEmpty("time", "elapsedMs");
    return null;
  }

  number(
    role: "quality" | "failed-share" | "items-done" | "items-failed",
    field: "quality" | "itemsDone" | "itemsFailed",
  ): number | null {
    const [cell] = this.#cells(role);
    if (cell === undefined) return null;
    const plain = toPlainNumbers(cell.text, this.#context.decimal) ?? "";
    const { column } = cell;
    const isShare = column.role === "quality" || column.role === "failed-share";
    const value = isShare ? parseShare(plain, column.isPercent) : (parseSize(plain)?.value ?? null);
    // null is a valid quality in JSON, but here it means text that is not a number
    return this.#check(field, value ?? Number.NaN, cell.name, cell.text) ? value : null;
  }

  #reportEmpty(role: "size" | "time", field: "items" | "elapsedMs"): void {
    const { columns } = this.#context;
    const [column] = columns.get(role) ?? columns.get("rate") ?? [];
    const message = ScenarioFile.shape[field].safeParse(undefined).error?.issues[0]?.message ?? "is missing";
    this.#report(column?.[0] ?? field, message, null);
  }
}
