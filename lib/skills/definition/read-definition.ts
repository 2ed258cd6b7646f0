import type { z } from "zod";
import { LineCounter, parseDocument, isNode, type Document } from "yaml";
import { err, ok, type Result } from "../../core/kit/result.ts";
import type { DefinitionProblem } from "../../core/inputs/definition-problem.ts";
import "../../issue-words.ts";
import { SkillDefinition } from "./definition.ts";

/** Aliases could make a small file large. */
const MAX_ALIASES = 20;

/** Parses the text of a skill.yaml. Every mistake is reported with its line and key. */
export function readDefinition(text: string): Result<SkillDefinition, readonly DefinitionProblem[]> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0)
    return err(document.errors.map(({ pos, message }) => ({ line: lines.linePos(pos[0]).line, key: null, message })));
  const value = toValue(document);
  if (!value.ok) return err([{ line: null, key: null, message: value.error }]);
  const parsed = SkillDefinition.safeParse(value.value);
  if (parsed.success) return ok(parsed.data);
  return err(
    parsed.error.issues.flatMap(toProblems).map(({ path, message }) => ({
      line: findLine(document, path, lines),
      key: path.length === 0 ? null : path.join("."),
      message,
    })),
  );
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
