import { readFileSync } from "node:fs";
import { parseSync } from "vite";
import { describe, expect, test } from "vitest";
import { listSourceFiles } from "./source-files.ts";

type Node = { readonly type: string; readonly start: number } & { readonly [key: string]: unknown };

/** Attributes whose strings are never shown or spoken. */
const SILENT_ATTRIBUTES =
  /^(class(Name)?|.*ClassName|key|id|href|type|name|value|data-.*|aria-keyshortcuts|d|rel|target|method|action)$/;
/** Attributes that people see or hear. */
const SPOKEN_ATTRIBUTES =
  /^(aria-(label|description|roledescription|valuetext|placeholder)|title|alt|placeholder|label|legend|description|caption|heading|hint|busy|text|note)$/;
/** Two words, or one with a capital that is followed by small letters: "Past runs", "Copy". */
const PROSE = /\p{L}{2,}['’]?\p{L}* \p{L}+|^\p{Lu}\p{Ll}+[.…!?:]?$/u;
const LETTERS = /\p{L}/u;
/** Tailwind and SVG values have several words too. */
const CODE = /^[a-z0-9\s\-[\]():/.%,_#!&>*'"=+~{}]+$/i;
const CODE_MARK = /[[\]():/_#]|\w-\w|\d/;
/** Names of keys in KeyboardEvent.key. */
const KEY_NAMES = /^(Arrow\w+|Page\w+|Escape|Enter|Space|Tab)$/;

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

/** The strings of a literal or a template, else null. */
function stringsOf(node: Node): readonly string[] | null {
  if (node.type === "Literal" && typeof node["value"] === "string") return [node["value"]];
  if (node.type === "JSXText") return [String(node["value"])];
  if (node.type !== "TemplateLiteral") return null;
  return (node["quasis"] as readonly { readonly value: { readonly cooked: string } }[]).map(
    ({ value }) => value.cooked,
  );
}

type TextContext = "silent" | "spoken" | "code";

function isShown(text: string, context: TextContext): boolean {
  if (context === "silent") return false;
  // the text of a QR code is a URL
  if (context === "spoken") return LETTERS.test(text) && !text.startsWith("/");
  if (KEY_NAMES.test(text)) return false;
  return PROSE.test(text) && !(CODE.test(text) && CODE_MARK.test(text));
}

/** Parts of an expression that are compared or called, not rendered. */
const UNRENDERED: { readonly [type: string]: readonly string[] } = {
  ConditionalExpression: ["test"],
  BinaryExpression: ["left", "right"],
  CallExpression: ["callee", "arguments"],
  MemberExpression: ["object", "property"],
};

function childContext(node: Node, key: string, context: TextContext): TextContext {
  if (node.type === "JSXElement" && key === "children") return "spoken";
  if (node.type === "JSXFragment" && key === "children") return "spoken";
  if (node.type === "JSXElement" || node.type === "JSXOpeningElement") return "code";
  if (node.type === "JSXAttribute") return contextOfAttribute(node, key);
  if (context !== "spoken") return context;
  // joined texts are rendered, compared ones are not
  if (node.type === "BinaryExpression" && node["operator"] === "+") return context;
  if (node.type === "LogicalExpression" && key === "left" && node["operator"] === "&&") return "code";
  return UNRENDERED[node.type]?.includes(key) === true || /Function/.test(node.type) ? "code" : context;
}

function contextOfAttribute(node: Node, key: string): TextContext {
  if (key === "name") return "silent";
  const name = String((node["name"] as Node)["name"]);
  if (SPOKEN_ATTRIBUTES.test(name)) return "spoken";
  return SILENT_ATTRIBUTES.test(name) ? "silent" : "code";
}

/** Literal texts that a reader would see or hear, each with its line. */
export function findLiteralTexts(path: string, source: string): string[] {
  const found: string[] = [];
  const visit = (node: Node, context: TextContext): void => {
    if (node.type === "ImportDeclaration") return;
    // an error for developers, or "use client"
    if (node.type === "ThrowStatement" || typeof node["directive"] === "string") return;
    for (const text of stringsOf(node) ?? [])
      if (isShown(text.trim(), context))
        found.push(`${path}:${source.slice(0, node.start).split("\n").length} ${text.trim()}`);
    for (const [key, value] of Object.entries(node)) {
      // types are never shown; `as const` and similar wrap an expression
      if (node.type.startsWith("TS") && key !== "expression") continue;
      for (const child of Array.isArray(value) ? value : [value])
        if (isNode(child)) visit(child, childContext(node, key, context));
    }
  };
  const { program, errors } = parseSync(path, source, { lang: "tsx" });
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0]?.message}`);
  for (const statement of program.body) visit(statement as unknown as Node, "code");
  return found;
}

describe("every text on the screen is in lib/view/text", () => {
  test("no component or page holds literal prose", () => {
    const files = listSourceFiles().filter((path) => /^(components|app)\//.test(path));
    const texts = files.flatMap((path) => findLiteralTexts(path, readFileSync(path, "utf8")));
    expect(texts).toEqual([]);
  });

  test.each([
    ["text of an element", "<p>Nothing yet</p>", "Nothing yet"],
    ["one small word", "<p>why</p>", "why"],
    ["a spoken attribute", '<input aria-label="Key" />', "Key"],
    ["a template in an attribute", "<input placeholder={`such as ${name}`} />", "such as"],
    ["a branch", "<p>{ended ? text.end : 'running'}</p>", "running"],
    ["a joined text", "<p>{count + ' mails'}</p>", "mails"],
    ["a table of words", 'const WORDS = { idle: "Copy" } as const;', "Copy"],
    ["an argument", 'toast("Not yet");', "Not yet"],
  ])("a literal is found: %s", (_, source, text) => {
    expect(findLiteralTexts("a.tsx", source)).toEqual([`a.tsx:1 ${text}`]);
  });

  test.each([
    '<p className="flex items-center">{text.none}</p>',
    '<p>{status === "running" ? text.yes : text.no}</p>',
    '<p>{format(value, "share")} %</p>',
    '<path style={{ stroke: "var(--line)", strokeDasharray: "2 5" }} d="M0 0L1 1" />',
    'const look = clsx("border-bad bg-bad-ground", kind === "failed" && "text-bad");',
    'if (event.key === "ArrowLeft") throw new Error("Statements need a run");',
  ])("code is no text: %s", (source) => {
    expect(findLiteralTexts("a.tsx", source)).toEqual([]);
  });
});
