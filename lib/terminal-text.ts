/** Control characters, bidi marks and line separators, with which a text could move the cursor or reorder what is shown. */
const CONTROLS = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

/**
 * Text as it may be written to a terminal or a log: control characters are shown as \\u001b instead of obeyed. Line ends stay.
 * In JSON these escapes mean the same characters, so a document stays what it was.
 */
export function escapeControls(text: string): string {
  return text.replace(CONTROLS, (character) => (character === "\n" ? character : escapeCharacter(character)));
}

/** The same for external text within one of our lines: line ends are escaped too. */
export function escapeLine(text: string): string {
  return text.replace(CONTROLS, escapeCharacter);
}

/** Whether a text contains such characters. */
export function hasControls(text: string): boolean {
  return text.search(CONTROLS) !== -1;
}

const REPLACEMENT = "\ufffd";

/** External text as one short line: at most `longest` characters, with \ufffd in place of what is invisible or reorders its neighbours. */
export function toShortLine(text: string, longest: number): string {
  if (text.length <= longest && !hasControls(text) && text.isWellFormed()) return text;
  // a character has up to two units; two more say whether there are further ones
  const characters = Array.from(text.slice(0, 2 * longest + 2).toWellFormed(), (each) =>
    hasControls(each) ? REPLACEMENT : each,
  );
  return characters.length <= longest ? characters.join("") : `${characters.slice(0, longest - 1).join("")}…`;
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
