import { UnreadableInputError } from "./raw-row.ts";

/** In the order of preference. */
const DELIMITERS = [",", ";", "\t", "|"];
const SAMPLE_CHARACTERS = 8_192;
const SAMPLE_LINES = 12;
const SHOWN_CHARACTERS = 40;
/** Excel reads and writes such a first line. */
const SEPARATOR_LINE = /^\s*"?sep=([,;|\t])"?[ ,;|]*\n/i;
const QUOTED_BREAK = "\u0001";
const COMMENT = /^\s*(?:#|\/\/)/;

export type CsvShape = {
  readonly delimiter: string;
  /** the text without a line that only names the separator; lines keep their numbers */
  readonly table: string;
};

/** The separator of a table and its text. Throws UnreadableInputError when a title or a comment stands above the header. */
export function findCsvShape(text: string): CsvShape {
  const { named, table } = cutSeparatorLine(text);
  const lines = sampleLines(table);
  const delimiter = named ?? detectDelimiter(lines.map(({ content }) => content));
  requireHeaderFirst(lines, delimiter, table);
  return { delimiter, table };
}

/** The separator that the first line names, if it only does that, and the text without it. */
export function cutSeparatorLine(text: string): { readonly named: string | null; readonly table: string } {
  const found = SEPARATOR_LINE.exec(text);
  return found === null
    ? { named: null, table: text }
    : { named: found[1] ?? null, table: `\n${text.slice(found[0].length)}` };
}

type SampleLine = { readonly line: number; readonly content: string };

/** The first lines that are not blank, without quoted cells, which may contain anything. */
function sampleLines(text: string): readonly SampleLine[] {
  const sample = text.slice(0, SAMPLE_CHARACTERS);
  const lines = sample
    // a quoted line break is kept as another sign, so that lines can be counted
    .replace(/"[^"]*"/g, (quoted) => `_${QUOTED_BREAK.repeat(quoted.split("\n").length - 1)}`)
    .split("\n");
  let line = 1;
  const numbered = lines.map((content) => {
    const numberedLine = { line, content };
    line += content.split(QUOTED_BREAK).length;
    return numberedLine;
  });
  // the last one may be cut
  const whole = sample.length < text.length && numbered.length > 1 ? numbered.slice(0, -1) : numbered;
  return whole.filter(({ content }) => content.trim() !== "").slice(0, SAMPLE_LINES);
}

/** The separator that divides all lines into equally many cells, or else the one that occurs most often in the header. */
export function detectDelimiter(lines: readonly string[]): string {
  const header = lines.find((line) => !COMMENT.test(line)) ?? lines[0] ?? "";
  const counted = DELIMITERS.map((delimiter) => {
    const cells = countCells(header, delimiter);
    const isEven = cells > 1 && lines.every((line) => COMMENT.test(line) || countCells(line, delimiter) === cells);
    return { delimiter, score: isEven ? cells + SAMPLE_CHARACTERS : cells };
  });
  return counted.reduce((most, one) => (one.score > most.score ? one : most)).delimiter;
}

/** A title or a comment has fewer cells than the header and the rows below it, which have equally many. */
function requireHeaderFirst(lines: readonly SampleLine[], delimiter: string, text: string): void {
  const [first, ...others] = lines;
  if (first === undefined || !isTitle(first.content, delimiter)) return;
  const isComment = COMMENT.test(first.content);
  const headerAt = others.findIndex(
    ({ content }) => countFilled(content, delimiter) > 1 && !(isComment && COMMENT.test(content)),
  );
  const table = headerAt === -1 ? [] : others.slice(headerAt);
  const cells = countCells(table[0]?.content ?? "", delimiter);
  if (table.length < 2 || table.some(({ content }) => countCells(content, delimiter) !== cells)) return;
  const line = text.split("\n", first.line)[first.line - 1]?.trim() ?? "";
  const shown = line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS)}…` : line;
  // rows below a header without a separator may be sentences with one comma each
  const otherwise = isComment ? "" : ' If it is the header, put text that contains the separator in "quotes".';
  throw new UnreadableInputError(
    `This line (${shown}) is not the header: it has 1 cell with text, the lines below have ${cells} cells. The header must come first: remove what is above it.${otherwise}`,
    { line: first.line },
  );
}

/** Whether only the first cell has content; with two cells it may also be a column whose neighbour has no name. */
function isTitle(line: string, delimiter: string): boolean {
  const cells = line.split(delimiter);
  return cells.length !== 2 && cells.slice(1).every((cell) => cell.trim() === "");
}

function countCells(line: string, delimiter: string): number {
  return line.split(delimiter).length;
}

function countFilled(line: string, delimiter: string): number {
  return line.split(delimiter).filter((cell) => cell.trim() !== "").length;
}
