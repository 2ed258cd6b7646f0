import type { Column } from "./columns.ts";
import { quote } from "./figures-error.ts";
import { ScenarioFile } from "./figures-schema.ts";
import { toMeasurement, type Measurement, type Parameter } from "./measurement.ts";
import { toPlainNumbers, type DecimalSign } from "./separators.ts";
import { ASSUMED_RUNS, spreadRuns } from "./text/spread.ts";
import { placeOf, type TableRow } from "./table.ts";
import { splitDeviation } from "./text/deviation.ts";
import { parseDuration, parseShare, parseSize } from "./units.ts";

const TIME_MESSAGE = "must be a time of 0 or more, such as 1.5, 1.5 ms or 1m 30s";
const MINUTES_OR_HOURS = "may be minutes or hours; write 1m 30s or 0:01:30";
/** What a size may count that does not say so. */
const DATA =
  /^(?:row|record|line|byte|key|item|element|elem|entry|token|word|point|node|file|page|doc|document|image|mail|message|msg)s?$/;

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

/** What people write instead of a time that was not measured. */
const NOT_MEASURED =
  /^(?:-+|[–—]|n\/?a|#n\/a|nan|null|none|timed?[ -]?out|t\/?o|oom|out of memory|dnf|failed|error|crash(?:ed)?|skipped|(?:>|more than)\s*\d.*)$/i;

/** Reads one row of a table; returns its problems if a cell is invalid, and null if its time was not measured. */
export function readRow(row: TableRow, context: RowContext): Measurement | readonly string[] | null {
  const read = new RowReader(row, context);
  if (read.isNotMeasured()) return null;
  const names = read.texts("id");
  const parameters = read.sizes();
  const elapsedMs = read.elapsedMs(parameters);
  const measurement = toMeasurement({
    name: names.join(" "),
    label: read.texts("label")[0] ?? null,
    parameters,
    elapsedMs: elapsedMs ?? 1,
    repeatsMs: elapsedMs === null ? [] : read.repeats(elapsedMs),
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
      const plain = this.#plain(name, text);
      const size = plain === null ? null : parseSize(plain);
      const value = size === null ? Number.NaN : size.value * column.factor;
      if (!this.#check("items", value, name, text)) return [];
      if (size?.hasDecimalSuffix === true)
        this.#context.notes.add("read the suffix k as 1,000, M as 1,000,000 and so on; write Ki for 1,024");
      if (size != null && size.word !== null) this.#context.words.add(size.word);
      return [{ name, text, size: value }];
    });
    // without a column of sizes, they stand in the names
    if (found.length === 0 && this.problems.length === 0 && this.#context.columns.has("size"))
      this.#reportEmpty("size", "items");
    return found;
  }

  isNotMeasured(): boolean {
    const cells = [...this.#cells("time"), ...this.#cells("rate")];
    const [found] = cells.filter(({ text }) => NOT_MEASURED.test(text));
    if (found !== undefined)
      this.#context.notes.add(`left out ${placeOf(this.#row)}: its ${found.name} is ${quote(found.text)}`);
    return found !== undefined;
  }

  elapsedMs(parameters: readonly Parameter[]): number | null {
    const [time] = this.#cells("time");
    if (time !== undefined) return this.#time(time, parameters);
    const [rate] = this.#cells("rate");
    if (rate === undefined) {
      this.#reportEmpty("time", "elapsedMs");
      return null;
    }
    const { column, name, text } = rate;
    const share = this.#itemsPer(column.of, parameters);
    const ms = (column.perMs * (share ?? 1)) / Number(this.#plain(name, text) ?? Number.NaN);
    this.#context.notes.add(
      `turned the rates of column ${name} into ${share === null ? "time per operation" : "the time of each size"}${column.isAssumed ? ", as if per second" : ""}`,
    );
    return this.#checkTime(ms, name, text) ? ms : null;
  }

  #time({ column, name, text }: NamedCell<"time">, parameters: readonly Parameter[]): number | null {
    const unitMs = column.unitMs ?? this.#context.timeUnitMs;
    const plain = splitDeviation(this.#plain(name, text) ?? "").value;
    const ms = parseDuration(plain, unitMs ?? 1);
    if (unitMs === null && parseDuration(plain, null) === null)
      this.#context.notes.add(`column ${name} names no unit: read as milliseconds; --time-unit s reads seconds`);
    const share = this.#itemsPer(column.per ?? null, parameters);
    if (share !== null) this.#context.notes.add(`multiplied the times of column ${name} by the size`);
    return this.#checkTime(ms, name, text) && ms !== null ? ms * (share ?? 1) : null;
  }

  /** Runs that scatter as "1.5 ± 0.1" says; none where a cell is a single time. */
  repeats(medianMs: number): readonly number[] {
    const [time] = this.#cells("time");
    const split = time === undefined ? null : splitDeviation(this.#plain(time.name, time.text) ?? "");
    if (time === undefined || split === null || split.deviation === null) return [];
    const [mean, deviation] = [split.value, split.deviation].map((text) => parseDuration(text, 1));
    const share = parseShare(split.deviation, false);
    this.#context.notes.add(`read ± in column ${time.name} as the standard deviation of ${ASSUMED_RUNS} runs`);
    return spreadRuns({ medianMs, deviation: deviation == null ? (share ?? 0) : deviation / (mean ?? Number.NaN) });
  }

  /** The items of the size, if the figure is for one of them: "us/row" of rows, or of a size that does not say what it counts. */
  #itemsPer(word: string | null, parameters: readonly Parameter[]): number | null {
    const [first] = this.#context.columns.get("size") ?? [];
    if (word === null || first === undefined || first[1].role !== "size") return null;
    const { noun } = first[1];
    const isSame = noun === null ? DATA.test(word) : [noun.one, noun.many].includes(word);
    return isSame ? (parameters[0]?.size ?? null) : null;
  }

  /** Numbers of JSON are plain as they are. */
  #plain(name: string, text: string): string | null {
    return this.#row.numbers?.has(name) === true ? text : toPlainNumbers(text, this.#context.decimal);
  }

  #checkTime(ms: number | null, name: string, text: string): boolean {
    if (ScenarioFile.shape.elapsedMs.safeParse(ms).success) return true;
    this.#report(name, /^\d+:\d+$/.test(text) ? MINUTES_OR_HOURS : TIME_MESSAGE, text);
    return false;
  }

  number(
    role: "quality" | "failed-share" | "items-done" | "items-failed",
    field: "quality" | "itemsDone" | "itemsFailed",
  ): number | null {
    const [cell] = this.#cells(role);
    if (cell === undefined) return null;
    const plain = this.#plain(cell.name, cell.text) ?? "";
    const { column } = cell;
    const isShare = column.role === "quality" || column.role === "failed-share";
    const value = isShare ? parseShare(plain, column.isPercent) : (parseSize(plain)?.value ?? null);
    // null is a valid quality in JSON, but here it means text that is not a number
    return this.#check(field, value ?? Number.NaN, cell.name, cell.text) ? value : null;
  }

  #reportEmpty(role: "size" | "time", field: "items" | "elapsedMs"): void {
    const { columns } = this.#context;
    const [column] = columns.get(role) ?? columns.get("rate") ?? [];
    const known = ScenarioFile.shape[field].safeParse(undefined).error?.issues[0]?.message ?? "is missing";
    this.#report(column?.[0] ?? field, role === "time" ? TIME_MESSAGE : known, null);
  }
}
