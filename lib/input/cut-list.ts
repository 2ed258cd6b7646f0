import { MAX_ROW_CHARACTERS } from "./limits.ts";
import { UnreadableInputError } from "./raw-row.ts";

/** `line` and `character` of its first sign, both from 1. */
export type ListElement = { readonly line: number; readonly character: number; readonly content: string };

const SIGN = /["[\]{},]/g;
const STRING_END = /["\\\n]/g;

/**
 * The elements of a JSON list as text, each with its position, so that a broken element is reported with its
 * position, and a large list is not parsed at once. Throws UnreadableInputError where the list ends too early or too late.
 */
export function* cutList(text: string): Generator<ListElement> {
  const start = text.indexOf("[");
  const lines = createLineCounter(text);
  let depth = 0;
  let row = 1;
  let from = start + 1;
  for (let at = start; at < text.length; at = nextSign(text, at + 1)) {
    if (at - from > MAX_ROW_CHARACTERS)
      throw new UnreadableInputError(
        `A record begins that has more than ${MAX_ROW_CHARACTERS} characters; is a bracket or a quote left open?`,
        { row, line: lines.of(firstSignOf(text, from)).line },
      );
    const sign = text[at];
    if (sign === '"') at = endOfString(text, at);
    else if (sign === "[" || sign === "{") depth += 1;
    else if (sign === "]" || sign === "}") depth -= 1;
    const isEnd = depth === 0;
    if (!isEnd && !(sign === "," && depth === 1)) continue;
    const content = text.slice(from, at);
    // "[]" has no element, but "[1,]" has an empty second one
    if (!isEnd || from > start + 1 || content.trim() !== "") yield { ...lines.of(firstSignOf(text, from)), content };
    from = at + 1;
    row += 1;
    if (isEnd) return requireNothingMore(text, from, lines);
  }
  yield { ...lines.of(firstSignOf(text, from)), content: text.slice(from) };
  throw new UnreadableInputError("The list is not closed by ]: the file seems cut off.", {
    line: lines.of(text.length).line,
  });
}

function nextSign(text: string, from: number): number {
  SIGN.lastIndex = from;
  return SIGN.exec(text)?.index ?? text.length;
}

/** Index of the closing quote; a string that is not closed on its line ends there, and its element is then no JSON. */
function endOfString(text: string, from: number): number {
  STRING_END.lastIndex = from + 1;
  for (let found = STRING_END.exec(text); found !== null; found = STRING_END.exec(text)) {
    if (found[0] !== "\\" || found.index - from > MAX_ROW_CHARACTERS) return found.index;
    STRING_END.lastIndex = found.index + 2;
  }
  return text.length;
}

function firstSignOf(text: string, from: number): number {
  const blank = /\S/g;
  blank.lastIndex = from;
  return blank.exec(text)?.index ?? from;
}

function requireNothingMore(text: string, from: number, lines: LineCounter): void {
  const next = firstSignOf(text, from);
  if (next >= text.length || text.slice(next).trim() === "") return;
  const { line, character } = lines.of(next);
  throw new UnreadableInputError(
    `Text follows the end of the list, at character ${character}. Remove it: the file must hold one list.`,
    { line },
  );
}

type LineCounter = { of(at: number): { readonly line: number; readonly character: number } };

/** Positions must be requested in ascending order. */
function createLineCounter(text: string): LineCounter {
  let line = 1;
  let lineStart = 0;
  let nextBreak = text.indexOf("\n");
  return {
    of(at) {
      while (nextBreak !== -1 && nextBreak < at) {
        line += 1;
        lineStart = nextBreak + 1;
        nextBreak = text.indexOf("\n", lineStart);
      }
      return { line, character: at - lineStart + 1 };
    },
  };
}
