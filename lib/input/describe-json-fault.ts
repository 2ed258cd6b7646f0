import { readBareWord, type JsonFault } from "./json-fault.ts";

const SHOWN_CHARACTERS = 24;
/** Values of other languages, and what JSON has instead. */
const FOREIGN_VALUES: { readonly [word: string]: string } = {
  nan: "null",
  "-nan": "null",
  infinity: "null",
  "-infinity": "null",
  undefined: "null",
  none: "null",
  nil: "null",
  null: "null",
  true: "true",
  false: "false",
};
const NUMBER_LIKE = /^[+-]?\.?\d/;
const SINGLE_QUOTES = "'`";
const TYPOGRAPHIC_QUOTES = "“”„‟«»‘’‚";

/** Why a text is not JSON at the position of its fault, and what to write instead. */
export function describeJsonFault(text: string, { at, kind, expected, open }: JsonFault): string {
  switch (kind) {
    case "cut-off":
      return describeEnd(text, open);
    case "open-string":
      return 'the quote (") is never closed';
    case "control-character":
      return describeControl(text[at] ?? "");
    case "escape":
      return `${text.slice(at, at + 2)} is not an escape sequence; write \\\\ for a backslash`;
    case "unexpected":
      return describeQuotes(text, at) ?? describeSign(text, at, expected, open);
  }
}

function describeEnd(text: string, open: JsonFault["open"]): string {
  if (text.trim() === "") return "there is no record; remove the comma";
  const missing = open.toReversed().map((bracket) => (bracket === "{" ? "}" : "]"));
  return missing.length === 0 ? "the value is missing" : `it ends before ${shorten(missing.join(""))}; is it cut off?`;
}

function describeControl(sign: string): string {
  const place = "inside a quoted text";
  if (sign === "\n") return `a line break ${place}; write \\n instead, or close the quote`;
  if (sign === "\t") return `a tab ${place}; write \\t instead`;
  return `a control character (U+${toHex(sign)}) ${place}; write \\u${toHex(sign)} instead`;
}

function toHex(sign: string): string {
  return (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}

/** Faults that are the same wherever they occur. */
function describeQuotes(text: string, at: number): string | null {
  const sign = text[at] ?? "";
  if (SINGLE_QUOTES.includes(sign)) return `${sign} is not a quote of JSON; put names and texts in double quotes (")`;
  if (TYPOGRAPHIC_QUOTES.includes(sign)) return `${sign} is a typographic quote; use straight double quotes (")`;
  if (sign === "#" || text.startsWith("//", at) || text.startsWith("/*", at)) return "JSON has no comments; remove it";
  return null;
}

function describeSign(text: string, at: number, expected: JsonFault["expected"], open: JsonFault["open"]): string {
  const sign = text[at] ?? "";
  const word = readBareWord(text, at);
  const isClosing = sign === "}" || sign === "]";
  switch (expected) {
    case "name":
      if (isClosing) return `there is a comma before ${sign}; remove it`;
      return describeName(sign, word);
    case "name-or-close":
      return describeName(sign, word);
    case "value":
    case "value-or-close":
      if (isClosing && text.slice(0, at).trimEnd().endsWith(",")) return `there is a comma before ${sign}; remove it`;
      return describeValue(sign, word);
    case "colon":
      return `a colon is missing after the name; found ${show(sign, word)}`;
    case "comma-or-close": {
      const close = open.at(-1) === "{" ? "}" : "]";
      if (isClosing) return `${sign} closes a bracket that is not open; ${close} is expected`;
      return sign === ";"
        ? "there is a semicolon; separate values by commas"
        : `a comma or ${close} is missing before ${show(sign, word)}`;
    }
    case "end":
      return `${show(sign, word)} follows the end of the record`;
  }
}

function describeName(sign: string, word: string): string {
  return word === ""
    ? `a name in double quotes is expected; found ${show(sign, word)}`
    : `the name ${shorten(word)} needs double quotes: "${shorten(word)}"`;
}

function describeValue(sign: string, word: string): string {
  const instead = FOREIGN_VALUES[word.toLowerCase()];
  if (instead !== undefined) return `${word} is not a value of JSON; use ${instead}`;
  if (NUMBER_LIKE.test(word))
    return `${shorten(word)} is not a number of JSON; write it like 0.5, or as text in quotes`;
  return word === ""
    ? `a value is missing; found ${show(sign, word)}`
    : `${shorten(word)} is not a value of JSON; put text in double quotes`;
}

function show(sign: string, word: string): string {
  return word === "" ? sign : shorten(word);
}

function shorten(text: string): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
