/** How a text looks on a terminal with colours. */
export type SpanStyle = "plain" | "title" | "good" | "bad" | "unsure" | "dim";
export type Span = { readonly text: string; readonly style: SpanStyle };
/** One line of a terminal. */
export type StyledLine = readonly Span[];

/** The text of a line without its styles. */
export function toPlainText(line: StyledLine): string {
  return line.map(({ text }) => text).join("");
}
