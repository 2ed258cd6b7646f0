import { hasControls } from "../../terminal-text.ts";

const LONGEST = 80;
const REPLACEMENT = "\ufffd";

/**
 * A text as the value of a label: at most 80 characters, without what is invisible or reorders its neighbours. The exposition
 * escapes quotes, backslashes and line ends itself.
 */
export function toLabelValue(text: string): string {
  if (text.length <= LONGEST && !hasControls(text) && text.isWellFormed()) return text;
  const characters = Array.from(text.slice(0, 4 * LONGEST).toWellFormed(), (each) =>
    hasControls(each) ? REPLACEMENT : each,
  );
  return characters.length <= LONGEST ? characters.join("") : `${characters.slice(0, LONGEST - 1).join("")}…`;
}
