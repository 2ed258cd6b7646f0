import stringWidth from "string-width";
import type { ReportTable } from "../../view/report/blocks.ts";
import type { SpanStyle, StyledLine } from "./spans.ts";
import { wrapText } from "./wrap-text.ts";

const GAP = "  ";
/** A name column narrower than this is harder to read than a list. */
const MIN_NAME = 10;

/** A table that is never wider than `width`: long names wrap within their column; if that is not enough, each row becomes a sentence. */
export function layoutTable(table: ReportTable, indent: string, width: number): readonly StyledLine[] {
  const lines = [table.head, ...table.rows.map(({ cells }) => cells)];
  const widths = table.head.map((_, column) => Math.max(...lines.map((line) => stringWidth(line[column] ?? ""))));
  const [nameWidth = 0, ...others] = widths;
  const room = width - indent.length - others.reduce((sum, each) => sum + each + GAP.length, 0);
  if (room < Math.min(nameWidth, MIN_NAME)) return layoutList(table, indent, width);
  const fitted = [Math.min(nameWidth, room), ...others];
  return [
    ...layoutRow(table.head, table.head, fitted, indent, "dim"),
    ...table.rows.flatMap(({ cells, isExcluded }) =>
      layoutRow(cells, table.head, fitted, indent, isExcluded ? "dim" : "plain"),
    ),
  ];
}

function layoutRow(
  cells: readonly string[],
  head: readonly string[],
  widths: readonly number[],
  indent: string,
  style: SpanStyle,
): readonly StyledLine[] {
  const [nameWidth = 0] = widths;
  const [name = "", ...rest] = wrapText(cells[0] ?? "", nameWidth);
  const figures = cells.slice(1).map((cell, at) => {
    const pad = " ".repeat(Math.max(0, (widths[at + 1] ?? 0) - stringWidth(cell)));
    // remarks have no head, and are words
    return head[at + 1] === "" ? cell : pad + cell;
  });
  const first = [name + " ".repeat(Math.max(0, nameWidth - stringWidth(name))), ...figures].join(GAP);
  return [first, ...rest].map((text) => [{ text: (indent + text).replaceAll("\u00a0", " ").trimEnd(), style }]);
}

function layoutList({ head, rows }: ReportTable, indent: string, width: number): readonly StyledLine[] {
  return rows.flatMap(({ cells, isExcluded }) => {
    const [name = "", ...figures] = cells;
    const parts = figures.flatMap((cell, at) => (cell === "" ? [] : [`${head[at + 1]} ${cell}`.trim()]));
    return wrapText(`${name}: ${parts.join(", ")}`, width - indent.length).map((text): StyledLine => [
      { text: indent + text.replaceAll("\u00a0", " "), style: isExcluded ? "dim" : "plain" },
    ]);
  });
}
