/** Text of a table that was drawn for people, as cells separated by tabs; lines keep their numbers. */
export type DrawnTable = {
  readonly text: string;
  /** lines that are not of the table */
  readonly leftOut: readonly string[];
};

/** "|---|:-:|", "+----+----+", "---- ----", "├────┼────┤" */
const RULE = /^(?=.*(?:--|==|─|━|═|-:|:-))[\s|+:=─━═┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝╭╮╰╯╞╪╡│║-]+$/;
const BAR = /[│┃║]/g;
const SAMPLE_LINES = 50;
/** a number and its unit, in a table whose columns are divided by single spaces */
const UNIT_GAP = /(\d)\s+(?=(?:ns|us|µs|μs|ms|s|secs?|min|[KMGT]i?B|B|k|M|%)(?:\s|$))/g;

/** Reads a table of Markdown, of a database's terminal, in a box, or with columns divided by spaces; null for other text. */
export function readDrawnTable(text: string): DrawnTable | null {
  const lines = text.replace(BAR, "|").split("\n");
  return readBars(lines) ?? readSpaces(lines);
}

function readBars(lines: readonly string[]): DrawnTable | null {
  const isRow = (line: string): boolean => line.includes("|") && !RULE.test(line);
  const framed = lines.filter((line) => /^\s*\|.*\|\s*$/.test(line)).length;
  const first = lines.findIndex(isRow);
  const hasRule = lines.slice(first + 1, first + 2).some((line) => RULE.test(line));
  if (first === -1 || !(hasRule || framed > 1)) return null;
  const leftOut = lines.filter((line) => line.trim() !== "" && !isRow(line) && !RULE.test(line));
  return {
    text: lines.map((line) => (isRow(line) ? toTabs(splitBars(line)) : "")).join("\n"),
    leftOut,
  };
}

function splitBars(line: string): readonly string[] {
  const single = /^\s*\|\|/.test(line) ? line.replaceAll("||", "|") : line;
  const inner = single
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "");
  return inner.split(/(?<!\\)\|/).map((cell) =>
    cell
      .trim()
      .replace(/^(`|\*\*|__)(.+)\1$/, "$2")
      .replaceAll("\\|", "|"),
  );
}

/** Columns divided by several spaces, or else by single ones. */
function readSpaces(lines: readonly string[]): DrawnTable | null {
  const sample = lines.slice(0, SAMPLE_LINES).filter((line) => line.trim() !== "");
  if (sample.some((line) => /[\t;|]/.test(line))) return null;
  const splits = [
    (line: string) => line.trim().split(/\s{2,}/),
    (line: string) =>
      line
        .trim()
        .replace(/\s+(?=[([])/g, "")
        .replace(/\s*±\s*/g, "±")
        .replace(UNIT_GAP, "$1")
        .split(/\s+/),
  ];
  for (const split of splits) {
    const found = readSplit(lines, split);
    if (found !== null) return found;
  }
  return null;
}

function readSplit(lines: readonly string[], split: (line: string) => readonly string[]): DrawnTable | null {
  const isContent = (line: string): boolean => line.trim() !== "" && !RULE.test(line);
  const content = lines.flatMap((line, at) => (isContent(line) ? [{ line, at, cells: split(line) }] : []));
  const isBody = (at: number, width: number): boolean => {
    const cells = content[at]?.cells ?? [];
    return cells.length === width && cells.some((cell) => /^[.,]?\d/.test(cell));
  };
  const headAt = content.findIndex(({ line, cells }, at) => {
    const width = content[at + 1]?.cells.length ?? 0;
    return (
      width > 1 &&
      !line.includes(",") &&
      isBody(at + 1, width) &&
      toHeader(cells, [content[at + 1]?.cells ?? []]) !== null
    );
  });
  const head = content[headAt];
  if (head === undefined) return null;
  const width = content[headAt + 1]?.cells.length ?? 0;
  const body = content.slice(headAt + 1).filter((_, at) => isBody(headAt + 1 + at, width));
  // a row of the table that lacks a cell would be lost
  const others = content.slice(headAt + 1).filter((each) => !body.includes(each));
  if (others.some(({ at }) => at < (body.at(-1)?.at ?? 0))) return null;
  const header = toHeader(
    head.cells,
    body.map(({ cells }) => cells),
  );
  if (header === null || header.every((name) => /^[\d.,]*$/.test(name))) return null;
  const rows = new Map([[head.at, header], ...body.map(({ at, cells }) => [at, cells] as const)]);
  return {
    text: lines.map((_, at) => toTabs(rows.get(at) ?? [])).join("\n"),
    leftOut: [...content.slice(0, headAt), ...others].map(({ line }) => line),
  };
}

/** The names of as many columns as the rows have: a leading # is no name, and the numbers of the rows have none. */
function toHeader(names: readonly string[], rows: readonly (readonly string[])[]): readonly string[] | null {
  const width = rows[0]?.length ?? 0;
  const named = names[0] === "#" && names.length === width + 1 ? names.slice(1) : names;
  if (named.length === width) return named;
  const areNumbered = rows.every((cells, at) => cells[0] === String(at) || cells[0] === String(at + 1));
  return named.length === width - 1 && areNumbered ? ["", ...named] : null;
}

function toTabs(cells: readonly string[]): string {
  return cells.map((cell) => (/["\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join("\t");
}
