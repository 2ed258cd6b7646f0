import { FiguresError, quote } from "./figures-error.ts";
import { placeOf, type TableRow } from "./table.ts";

export type DecimalSign = "." | ",";

/** A cell with a number, and what it is. Sizes are whole numbers, so their separators can only group digits. */
export type NumberCell = {
  readonly text: string;
  readonly row: TableRow;
  readonly column: string;
  readonly kind: "size" | "other";
};

type Evidence = { readonly decimal: DecimalSign; readonly cell: NumberCell; readonly isWeak: boolean };
type Ambiguous = { readonly sign: DecimalSign; readonly cell: NumberCell };

const TOKEN = /\d*[.,]?\d(?:[\d.,]*\d)?(?:[eE][+-]?\d+)?/g;
/** the only form in which a single sign may be decimal or group digits */
const GROUP_LIKE = /^[1-9]\d{0,2}[.,]\d{3}$/;
/** most cells, which need no more work when a point is decimal */
const UNGROUPED = /^\d+(?:\.\d+)?$/;
/** "1 000", "1'000", "1_000": signs that only ever group digits */
const GROUPING = /(?<=\d)[ \u00a0\u202f\u2009'’_](?=\d{3}(?:\D|$|[ \u00a0\u202f\u2009'’_]\d{3}))/g;

/**
 * Finds the decimal sign of a file from all its numbers. "1.234,5" and "1,234,567" show it, "1,000" does not: what remains
 * undecided is asked, because a wrong answer is wrong by a factor of 1,000.
 */
export function decideDecimalSign(
  cells: readonly NumberCell[],
  delimiter: string | null,
  chosen: DecimalSign | null,
): DecimalSign {
  const { evidence, ambiguous } = collect(cells);
  const point = evidence.find(({ decimal }) => decimal === ".");
  const comma = evidence.find(({ decimal }) => decimal === ",");
  if (chosen !== null) {
    const against = chosen === "." ? comma : point;
    if (against !== undefined)
      throw new FiguresError(
        `${describePlace(against.cell)}: ${quote(against.cell.text)} contradicts --decimal ${chosen === "." ? "point" : "comma"}`,
      );
    return chosen;
  }
  if (point !== undefined && comma !== undefined)
    throw new FiguresError(
      `${describePlace(point.cell)} has ${quote(point.cell.text)} and ${describePlace(comma.cell)} has ${quote(comma.cell.text)}: ${
        point.isWeak && comma.isWeak
          ? "the file mixes decimal points and decimal commas"
          : "they use the comma and the point in different ways"
      }. Write all numbers in one way, without separators between thousands and with a decimal point.`,
    );
  const found = point ?? comma;
  if (found === undefined) return decideAmbiguous(cells, ambiguous, delimiter);
  // a list separated by commas with decimal commas in quotes: rather a mistake than a locale
  const isUnlikely = found.decimal === "," && delimiter !== ";" && delimiter !== "\t";
  if (isUnlikely && evidence.every(({ isWeak }) => isWeak)) throw ask(found.cell, ",");
  // a size may be whole although it is written with a decimal sign
  const doubtful = ambiguous.find(({ sign, cell: { kind } }) => sign === found.decimal && kind === "size");
  if (doubtful !== undefined) throw ask(doubtful.cell, doubtful.sign);
  return found.decimal;
}

/** The columns that also have numbers without any sign, so that their decimals, if they are any, are not padded to three. */
function listMixed(cells: readonly NumberCell[]): ReadonlySet<string> {
  return new Set(cells.flatMap(({ column, text }) => (/^\D*\d+\D*$/.test(toUngrouped(text)) ? [column] : [])));
}

/** Only numbers such as "1,000" or "1.234" have a sign in the file. */
function decideAmbiguous(
  cells: readonly NumberCell[],
  ambiguous: readonly Ambiguous[],
  delimiter: string | null,
): DecimalSign {
  const commas = ambiguous.filter(({ sign }) => sign === ",");
  const points = ambiguous.filter(({ sign }) => sign === ".");
  const isSize = ({ cell }: Ambiguous): boolean => cell.kind === "size";
  const [comma] = commas;
  if (comma !== undefined) {
    const size = commas.find(isSize);
    // sizes are whole, and lists separated by commas come from where the point is decimal
    if (size === undefined || delimiter === ";" || delimiter === "\t") throw ask(comma.cell, ",");
    const pointSize = points.find(isSize);
    if (pointSize !== undefined) throw ask(pointSize.cell, ".");
    return ".";
  }
  const [point] = points;
  if (point === undefined) return ".";
  const mixed = listMixed(cells);
  const doubtful = points.find((each) => isSize(each) || delimiter === ";" || mixed.has(each.cell.column));
  if (doubtful !== undefined) throw ask(doubtful.cell, ".");
  return ".";
}

function describePlace({ row, column }: NumberCell): string {
  return `${placeOf(row)}, column ${column}`;
}

function ask(cell: NumberCell, sign: DecimalSign): FiguresError {
  const [place, { text }] = [describePlace(cell), cell];
  const token = toUngrouped(text).match(TOKEN)?.[0] ?? text;
  const asDecimal = token.replace(sign, ".");
  if (!GROUP_LIKE.test(token))
    return new FiguresError(
      `${place}: is the comma of ${quote(text)} decimal, although commas are common between columns? Add --decimal comma to read ${asDecimal}, or write ${asDecimal}.`,
    );
  const asGroups = token.replaceAll(sign, "");
  const [decimal, group] = sign === "," ? ["comma", "point"] : ["point", "comma"];
  return new FiguresError(
    `${place}: is ${quote(text)} ${asDecimal} or ${asGroups}? Add --decimal ${decimal} for ${asDecimal} or --decimal ${group} for ${asGroups}, or write the number without separators of thousands.`,
  );
}

function collect(cells: readonly NumberCell[]): {
  readonly evidence: readonly Evidence[];
  readonly ambiguous: readonly Ambiguous[];
} {
  const evidence: Evidence[] = [];
  const ambiguous: Ambiguous[] = [];
  for (const cell of cells) {
    if (!/[.,]/.test(cell.text)) continue;
    for (const [token] of toUngrouped(cell.text).matchAll(TOKEN)) {
      const shown = readSigns(token, cell.kind);
      if (shown === null) continue;
      if (shown.isAmbiguous) ambiguous.push({ sign: shown.sign, cell });
      else evidence.push({ decimal: shown.decimal, cell, isWeak: shown.isWeak });
    }
  }
  return { evidence, ambiguous };
}

type Signs =
  | { readonly isAmbiguous: true; readonly sign: DecimalSign }
  | { readonly isAmbiguous: false; readonly decimal: DecimalSign; readonly isWeak: boolean };

/** What one number shows of the meaning of its signs; null without a sign. */
function readSigns(token: string, kind: NumberCell["kind"]): Signs | null {
  const number = token.replace(/[eE].*$/, "");
  const signs = (number.match(/[.,]/g) ?? []) as DecimalSign[];
  const [sign] = signs;
  const last = signs.at(-1);
  if (sign === undefined || last === undefined) return null;
  const other = sign === "." ? "," : ".";
  if (sign !== last) return { isAmbiguous: false, decimal: last, isWeak: false };
  if (signs.length > 1) return { isAmbiguous: false, decimal: other, isWeak: false };
  if (number !== token || !GROUP_LIKE.test(number)) return { isAmbiguous: false, decimal: sign, isWeak: true };
  // 1,234 items, and not 1.234
  if (kind === "size" && !number.endsWith("000")) return { isAmbiguous: false, decimal: other, isWeak: false };
  return { isAmbiguous: true, sign };
}

/** The cell with plain numbers: no groups, and a decimal point. null: a number is grouped in no known way, such as 1,00,0. */
export function toPlainNumbers(text: string, decimal: DecimalSign): string | null {
  if (UNGROUPED.test(text) && decimal === ".") return text;
  const group = decimal === "." ? "," : ".";
  let isValid = true;
  const plain = toUngrouped(text).replace(TOKEN, (token) => {
    const [whole = "", ...rest] = token.split(decimal);
    const groups = whole.split(group);
    const isGrouped = groups
      .slice(1)
      .every((part, at) => /^\d{3}$/.test(part) || (/^\d{2}$/.test(part) && at < groups.length - 2));
    if (
      rest.length > 1 ||
      rest.some((part) => part.includes(group)) ||
      !isGrouped ||
      (groups[0] ?? "").length > (groups.length > 1 ? 3 : 400)
    )
      isValid = false;
    return [groups.join(""), ...rest].join(".");
  });
  return isValid ? plain : null;
}

function toUngrouped(text: string): string {
  return text.replace(GROUPING, "");
}
