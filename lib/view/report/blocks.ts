import type { Statement } from "../../core/run/judgement.ts";
import { keepUnits } from "../format/format.ts";

/** A mark stands before the text, so that colour is never the only sign. */
export type ReportMark = "good" | "bad" | "unsure" | "bullet" | "advice" | "none";

export type ReportLine = {
  readonly kind: "line";
  readonly text: string;
  readonly tone: Statement["tone"];
  readonly mark: ReportMark;
};
/** The first column holds names, the others figures; a last column without a head holds remarks. */
export type ReportTable = {
  readonly kind: "table";
  readonly head: readonly string[];
  /** an empty cell has nothing to say; an excluded row does not count */
  readonly rows: readonly { readonly cells: readonly string[]; readonly isExcluded: boolean }[];
};
export type ReportBlock = ReportLine | ReportTable;

export function createLine(text: string, tone: Statement["tone"], mark: ReportMark): ReportLine {
  return { kind: "line", text: keepUnits(text), tone, mark };
}

/** A statement with the mark of its tone, or another one. */
export function toLine({ text, tone }: Statement, mark: ReportMark = tone === "neutral" ? "bullet" : tone): ReportLine {
  return createLine(text, tone, mark);
}
