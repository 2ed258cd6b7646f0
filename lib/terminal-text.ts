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

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
