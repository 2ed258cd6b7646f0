import type { z } from "zod";
import { isMap, isNode, isScalar, Lexer, LineCounter, parseDocument, visit, type Document, type YAMLMap } from "yaml";
import { err, ok, type Result } from "../../core/kit/result.ts";
import type { DefinitionProblem } from "../../core/inputs/definition-problem.ts";
import "../../issue-words.ts";
import { SkillDefinition } from "./definition.ts";

/** A large definition has hundreds. The parser's time can grow with their square. */
const MAX_TOKENS = 5_000;
/** Aliases could make a small file large. */
const MAX_ALIASES = 20;
/** Nodes from the root to a list or map. */
const MAX_DEPTH = 100;
const MAX_PROBLEMS = 20;

/** Parses the text of a skill.yaml. The first mistakes are reported with their lines and keys, further ones by their number. */
export function readDefinition(text: string): Result<SkillDefinition, readonly DefinitionProblem[]> {
  const excess = findExcess(text);
  if (excess !== null) return err([{ line: null, key: null, message: excess }]);
  const lines = new LineCounter();
  // its own check of keys compares each with each
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const faults = document.errors.length > 0 ? document.errors : findFaults(document);
  if (faults.length > 0)
    return err(listFirst(faults, ({ pos: [at], message }) => ({ line: lines.linePos(at).line, key: null, message })));
  const value = toValue(document);
  if (!value.ok) return err([{ line: null, key: null, message: value.error }]);
  const parsed = SkillDefinition.safeParse(value.value);
  if (parsed.success) return ok(parsed.data);
  return err(
    listFirst(parsed.error.issues.flatMap(toProblems), ({ path, message }) => ({
      line: findLine(document, path, lines),
      key: path.length === 0 ? null : path.join("."),
      message,
    })),
  );
}

/** Why a text is not parsed at all; null: it is. */
function findExcess(text: string): string | null {
  let [tokens, aliases] = [0, 0];
  for (const token of new Lexer().lex(text)) {
    tokens += 1;
    if (token.startsWith("*")) aliases += 1;
    if (aliases > MAX_ALIASES) return `It has more than ${MAX_ALIASES} aliases (*name). Write the values out.`;
    if (tokens > MAX_TOKENS)
      return `It has too many keys and values: more than ${MAX_TOKENS.toLocaleString("en")} tokens of YAML. Put data into a file of its own.`;
  }
  return null;
}

type Fault = { readonly pos: readonly [number, ...number[]]; readonly message: string };

/** What the parser accepts: keys that are no texts or used twice, and a nesting in which later readers would exhaust their stack. */
function findFaults(document: Document): readonly Fault[] {
  const faults: Fault[] = [];
  visit(document, {
    Collection(_, node, path) {
      if (path.length > MAX_DEPTH) {
        faults.push({ pos: toPosition(node), message: "It is nested too deeply." });
        return visit.BREAK;
      }
      if (isMap(node)) faults.push(...findKeyFaults(node));
      return undefined;
    },
  });
  return faults;
}

function findKeyFaults({ items }: YAMLMap): readonly Fault[] {
  const names = new Set<string>();
  return items.flatMap(({ key }) => {
    if (!isScalar(key)) return [{ pos: toPosition(key), message: "A key must be a text." }];
    const name = String(key.value);
    if (names.has(name)) return [{ pos: toPosition(key), message: `The key ${name} is used twice.` }];
    names.add(name);
    return [];
  });
}

function toPosition(node: unknown): Fault["pos"] {
  return [isNode(node) ? (node.range?.[0] ?? 0) : 0];
}

function listFirst<Mistake>(
  mistakes: readonly Mistake[],
  toProblem: (mistake: Mistake) => DefinitionProblem,
): readonly DefinitionProblem[] {
  const left = mistakes.length - MAX_PROBLEMS;
  const rest = { line: null, key: null, message: `and ${left} more` };
  return [...mistakes.slice(0, MAX_PROBLEMS).map(toProblem), ...(left > 0 ? [rest] : [])];
}

function toValue(document: Document): Result<unknown, string> {
  try {
    return ok(document.toJS({ maxAliasCount: MAX_ALIASES }) ?? {});
  } catch (error) {
    if (error instanceof ReferenceError) return err(`The file cannot be read: ${error.message}.`);
    throw error;
  }
}

type Problem = Pick<z.core.$ZodIssue, "path" | "message">;

/** Unknown keys are reported one by one, at their own lines. */
function toProblems(issue: z.core.$ZodIssue): readonly Problem[] {
  if (issue.code !== "unrecognized_keys") return [issue];
  return issue.keys.map((key) => ({ path: [...issue.path, key], message: "is not a known key here" }));
}

/** The line of the deepest existing node on the path: a missing key is reported where its parent begins. */
function findLine(document: Document, path: readonly PropertyKey[], lines: LineCounter): number | null {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return null;
}
