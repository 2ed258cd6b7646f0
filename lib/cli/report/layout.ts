import type { ReportBlock, ReportLine, ReportMark } from "../../view/report/blocks.ts";
import type { Report, ReportSection } from "../../view/report/report.ts";
import { escapeLine } from "../../terminal-text.ts";
import { layoutTable } from "./layout-table.ts";
import type { Span, SpanStyle, StyledLine } from "./spans.ts";
import { wrapText } from "./wrap-text.ts";

/** Longer lines are hard to read, and narrower ones would break at every word. */
const WIDEST = 100;
const NARROWEST = 24;
const INDENT = "  ";
const NBSP = /\u00a0/g;

const MARKS: { readonly [mark in ReportMark]: string } = {
  good: "✓ ",
  bad: "✗ ",
  unsure: "? ",
  bullet: "· ",
  advice: "→ ",
  none: "",
};

const MARK_STYLES: { readonly [mark in ReportMark]: SpanStyle } = {
  good: "good",
  bad: "bad",
  unsure: "unsure",
  bullet: "dim",
  advice: "title",
  none: "plain",
};

const HEADLINE_STYLES: { readonly [tone in ReportLine["tone"]]: SpanStyle } = {
  good: "good",
  bad: "bad",
  unsure: "unsure",
  neutral: "title",
};

/** A report as lines of a terminal of that width: wrapped at words, control characters escaped. */
export function layoutReport({ headline, sections }: Report, columns: number): readonly StyledLine[] {
  const width = Math.max(NARROWEST, Math.min(columns, WIDEST));
  return [
    ...headline.flatMap((line) =>
      layoutLine(line, "", width, line.mark === "none" ? HEADLINE_STYLES[line.tone] : "plain"),
    ),
    ...sections.flatMap((section) => layoutSection(section, width)),
  ];
}

function layoutSection({ title, blocks }: ReportSection, width: number): readonly StyledLine[] {
  const body = blocks.map(escapeBlock).flatMap((block, at) => layoutBlock(block, blocks[at + 1], width));
  // a table at the end of a section needs no line below it
  const lines = body.at(-1)?.length === 0 ? body.slice(0, -1) : body;
  return [[], [{ text: title, style: "title" }], ...lines];
}

/** A table stands apart from the text around it. */
function layoutBlock(block: ReportBlock, next: ReportBlock | undefined, width: number): readonly StyledLine[] {
  if (block.kind === "line")
    return [...layoutLine(block, INDENT, width, "plain"), ...(next?.kind === "table" ? [[]] : [])];
  return [...layoutTable(block, INDENT, width), []];
}

function layoutLine({ text, mark }: ReportLine, indent: string, width: number, style: SpanStyle): StyledLine[] {
  const sign: Span = { text: MARKS[mark], style: MARK_STYLES[mark] };
  const hanging = " ".repeat(sign.text.length);
  return wrapText(escapeLine(text), width - indent.length - sign.text.length).map((part, at) => [
    { text: indent, style: "plain" },
    at === 0 ? sign : { text: hanging, style: "plain" },
    { text: part.replaceAll(NBSP, " "), style },
  ]);
}

/** Cells are escaped before they are measured, since an escape is wider than its character. */
function escapeBlock(block: ReportBlock): ReportBlock {
  if (block.kind === "line") return block;
  return {
    ...block,
    head: block.head.map(escapeLine),
    rows: block.rows.map((row) => ({ ...row, cells: row.cells.map(escapeLine) })),
  };
}
