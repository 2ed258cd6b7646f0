/** What JSON's grammar allows at a position. */
type Expected = "value" | "value-or-close" | "name" | "name-or-close" | "colon" | "comma-or-close" | "end";

export type JsonFault = {
  /** index of the first character that breaks the grammar; the text's length if it ends too early */
  readonly at: number;
  readonly kind: "unexpected" | "cut-off" | "open-string" | "control-character" | "escape";
  readonly expected: Expected;
  /** the brackets that are open there, outermost first */
  readonly open: readonly ("{" | "[")[];
};

const BLANK = /[ \t\n\r]*/y;
const PLAIN = /[^"\\\p{Cc}]*/uy;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const BARE_WORD = /[^ \t\n\r,:{}[\]"]+/y;
const SCALAR = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;

/**
 * The first fault of a text that is not JSON; null for JSON. JSON.parse names no position for most faults, and parsers that do
 * are recursive, so that deep nesting overflows the stack.
 */
export function findJsonFault(text: string): JsonFault | null {
  const open: ("{" | "[")[] = [];
  let expected: Expected = "value";
  for (let at = skip(BLANK, text, 0); ; at = skip(BLANK, text, at)) {
    const sign = text[at];
    if (sign === undefined) return expected === "end" ? null : { at, kind: "cut-off", expected, open };
    const unexpected: JsonFault = { at, kind: "unexpected", expected, open };
    if (sign === '"' && (isValue(expected) || isName(expected))) {
      const string = readString(text, at);
      if ("kind" in string) return { ...unexpected, ...string };
      at = string.end;
      expected = isName(expected) ? "colon" : afterValue(open);
    } else if ((sign === "{" || sign === "[") && isValue(expected)) {
      open.push(sign);
      at += 1;
      expected = sign === "{" ? "name-or-close" : "value-or-close";
    } else if (isClose(sign, open, expected)) {
      open.pop();
      at += 1;
      expected = afterValue(open);
    } else if (sign === "," && expected === "comma-or-close") {
      at += 1;
      expected = open.at(-1) === "{" ? "name" : "value";
    } else if (sign === ":" && expected === "colon") {
      at += 1;
      expected = "value";
    } else if (isValue(expected) && SCALAR.test(readBareWord(text, at))) {
      at += readBareWord(text, at).length;
      expected = afterValue(open);
    } else return unexpected;
  }
}

/** The characters from here to the next blank, bracket, quote, comma or colon. */
export function readBareWord(text: string, from: number): string {
  return text.slice(from, skip(BARE_WORD, text, from));
}

function isValue(expected: Expected): boolean {
  return expected === "value" || expected === "value-or-close";
}

function isName(expected: Expected): boolean {
  return expected === "name" || expected === "name-or-close";
}

function afterValue(open: readonly string[]): Expected {
  return open.length === 0 ? "end" : "comma-or-close";
}

function isClose(sign: string, open: readonly string[], expected: Expected): boolean {
  const mayClose = expected === "comma-or-close" || expected === "name-or-close" || expected === "value-or-close";
  return mayClose && ((sign === "}" && open.at(-1) === "{") || (sign === "]" && open.at(-1) === "["));
}

function readString(text: string, from: number): { readonly end: number } | Pick<JsonFault, "at" | "kind"> {
  let at = from + 1;
  for (;;) {
    at = skip(PLAIN, text, at);
    const sign = text[at];
    if (sign === undefined) return { at: from, kind: "open-string" };
    if (sign === '"') return { end: at + 1 };
    if (sign < " ") return { at, kind: "control-character" };
    // JSON permits the control characters above U+007E
    const end = sign === "\\" ? skip(ESCAPE, text, at) : at + 1;
    if (end === at) return { at, kind: "escape" };
    at = end;
  }
}

/** The index after the match at `from`; `from` without one. */
function skip(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : from;
}
