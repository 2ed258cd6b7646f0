import type { JsonObject, JsonValue } from "../../core/kit/json.ts";
import type { Expect, ResultMapping } from "../definition/expect.ts";
import { cutText } from "./cut-text.ts";
import { limitTime } from "./limit-time.ts";
import { toText } from "./json.ts";
import { readPath } from "./read-path.ts";

/** How a result compares with what is expected. `outcome`: for display, at most 500 characters. */
export type Comparison = { readonly values: { readonly [name: string]: number }; readonly outcome: string };

/** Fields that hold the answer of a structured result, most telling first. */
const ANSWER_FIELDS = ["result", "answer", "output", "label", "value", "text"];
const MAX_OUTCOME = 500;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * Compares a result with the expected cell: `compared` 1 if there is one, `correct` 1 if they match. Throws an error when a
 * structured result holds no field to compare.
 */
export function compareResult(
  result: JsonValue,
  expected: JsonValue | undefined,
  expect: Expect,
  mapping: ResultMapping,
): Comparison {
  const actual = pickAnswer(result, expect.column, mapping);
  const shown = toText(actual);
  if (!isStated(expected)) return { values: {}, outcome: cutText(shown, MAX_OUTCOME) };
  const wanted = toText(expected);
  const isCorrect = matches(shown, wanted, expect);
  const outcome = isCorrect ? shown : `${cutText(shown, MAX_OUTCOME / 2)}, expected ${wanted}`;
  return { values: { compared: 1, correct: isCorrect ? 1 : 0 }, outcome: cutText(outcome, MAX_OUTCOME) };
}

/** What a result shows when nothing is expected. */
export function describeResult(result: JsonValue, mapping: ResultMapping): string {
  const value = mapping.value === undefined ? result : (readPath(result, mapping.value) ?? result);
  return cutText(toText(value), MAX_OUTCOME);
}

export function isStated(cell: JsonValue | undefined): cell is JsonValue {
  return cell !== undefined && cell !== null && toText(cell).trim() !== "";
}

function pickAnswer(result: JsonValue, column: string, { value: path }: ResultMapping): JsonValue {
  if (path !== undefined) {
    const found = readPath(result, path);
    if (found === undefined) throw new Error(`The result has no ${path}: ${cutText(toText(result), 200)}`);
    return found;
  }
  if (typeof result !== "object" || result === null || Array.isArray(result)) return result;
  const fields = result as JsonObject;
  const field = [column, ...ANSWER_FIELDS].find((name) => name in fields);
  const found = field === undefined ? undefined : fields[field];
  const [only, ...others] = Object.values(fields);
  if (found !== undefined) return found;
  if (only !== undefined && others.length === 0) return only;
  throw new Error(
    `The result has no field ${column}, so it cannot be compared. Its fields: ${Object.keys(fields).slice(0, 20).join(", ")}. Choose one with result.value.`,
  );
}

function matches(actual: string, wanted: string, { match, tolerance }: Expect): boolean {
  const [shown, expected] = [actual.trim(), wanted.trim()];
  const areNumbers = NUMBER.test(shown) && NUMBER.test(expected);
  switch (match) {
    case "number":
      return areNumbers && areClose(Number(shown), Number(expected), tolerance);
    case "regex":
      return isMatch(toPattern(expected), shown);
    case "contains":
      return shown.includes(expected);
    case "exact":
      return shown === expected;
    case "judge":
      throw new Error("What a judge decides is not compared");
    case "auto":
      return areNumbers ? areClose(Number(shown), Number(expected), tolerance) : shown === expected;
  }
}

/** The decimal texts 0.3 and 0.1 + 0.2 differ in their last bit; a relative 1e-9 is no difference that anybody means. */
function areClose(actual: number, wanted: number, tolerance: number): boolean {
  return Math.abs(actual - wanted) <= tolerance + 1e-9 * Math.max(Math.abs(actual), Math.abs(wanted));
}

function isMatch(pattern: RegExp, text: string): boolean {
  return limitTime(
    () => pattern.test(text),
    (seconds) =>
      `The expected pattern ${cutText(pattern.source, 200)} takes more than ${seconds} s on this result. Simplify it: avoid a repetition within a repetition, such as (a+)+.`,
  );
}

function toPattern(text: string): RegExp {
  try {
    return new RegExp(text, "u");
  } catch (error) {
    throw new Error(`The expected ${JSON.stringify(cutText(text, 200))} is no regular expression.`, { cause: error });
  }
}
