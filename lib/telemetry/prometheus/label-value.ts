import { toShortLine } from "../../terminal-text.ts";

const LONGEST = 80;

/**
 * A text as the value of a label: at most 80 characters, without what is invisible or reorders its neighbours. The exposition
 * escapes quotes, backslashes and line ends itself.
 */
export function toLabelValue(text: string): string {
  return toShortLine(text, LONGEST);
}
