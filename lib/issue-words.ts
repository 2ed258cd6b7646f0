import { z } from "zod";
import { joinChoices, joinNames } from "./core/words/names.ts";
import { pluralize } from "./core/words/plural.ts";

/** The one place that words what a schema refuses. A schema's own message comes first. */
z.config({ customError: describeIssue });

/** The text of anything that was thrown. A schema's error is a list in JSON by itself; here it is a sentence. */
export function describeError(error: unknown): string {
  if (error instanceof z.core.$ZodError) return describeIssues(error);
  return error instanceof Error ? error.message : String(error);
}

const SHOWN_ISSUES = 5;

/** "seed: must be at least 0; retry.limit: is missing; and 3 more". `within`: the field that was validated, if not all. */
export function describeIssues({ issues }: Pick<z.core.$ZodError, "issues">, within: readonly string[] = []): string {
  const lines = issues
    .slice(0, SHOWN_ISSUES)
    .map(({ path, message }) => [[...within, ...path].join("."), message].filter((part) => part !== "").join(": "));
  const more = issues.length - lines.length;
  return [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join("; ");
}

type Issue = z.core.$ZodRawIssue;

const KINDS: { readonly [expected: string]: string } = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "an object",
  record: "an object",
  array: "a list",
  null: "empty",
  undefined: "left out",
};
const CHARACTER = { one: "character", many: "characters" };
const ENTRY = { one: "entry", many: "entries" };
const UNITS: { readonly [origin: string]: typeof ENTRY } = { string: CHARACTER, array: ENTRY, set: ENTRY };

/** What is wrong with a value, to follow the name of its field. It never repeats the value, which may be a secret. */
function describeIssue(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "is missing" : `must be ${KINDS[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return `${issue.input === undefined ? "is missing: " : ""}must be ${joinChoices(issue.values.map(String))}`;
    case "too_small":
      return describeSize(issue, issue.inclusive === false ? "more than" : "at least", issue.minimum);
    case "too_big":
      return describeSize(issue, issue.inclusive === false ? "less than" : "at most", issue.maximum);
    case "not_multiple_of":
      return `must be a multiple of ${issue.divisor}`;
    case "invalid_format":
      return issue.format === "regex" ? `must match ${issue.pattern}` : `must have the form of a ${issue.format}`;
    case "unrecognized_keys":
      return `unknown ${issue.keys.length === 1 ? "key" : "keys"} ${joinNames(issue.keys.map((key) => `"${key}"`))}`;
    case "invalid_key":
      return issue.issues[0]?.message ?? "is not a possible name";
    case "invalid_union":
      return describeUnion(issue);
    default:
      return "cannot be used";
  }
}

function describeSize({ origin }: Issue & { readonly origin: string }, bound: string, limit: number | bigint): string {
  const unit = UNITS[origin];
  return unit === undefined
    ? `must be ${bound} ${limit}`
    : `must have ${bound} ${limit} ${pluralize(Number(limit), unit)}`;
}

/** By the choices of a kind, where one is named; else by what each form would require. */
function describeUnion(issue: Extract<Issue, { readonly code: "invalid_union" }>): string {
  const options: readonly unknown[] = "options" in issue && Array.isArray(issue.options) ? issue.options : [];
  if (options.length > 0) return `must be ${joinChoices(options.map(String))}`;
  const messages = [...new Set(issue.errors.flatMap(([first]) => (first === undefined ? [] : [first.message])))];
  return messages.join(", or ") || "has none of the possible forms";
}
