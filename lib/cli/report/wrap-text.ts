import wrapAnsi from "wrap-ansi";

/** Breaks at words; a longer word, such as a name, breaks where the line ends. Unbreakable spaces hold. */
export function wrapText(text: string, width: number): readonly string[] {
  return wrapAnsi(text, width, { hard: true })
    .split("\n")
    .map((part) => part.trimEnd());
}
