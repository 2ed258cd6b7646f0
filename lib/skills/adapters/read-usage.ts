import type { JsonValue } from "../../core/kit/json.ts";
import { isObject } from "./json.ts";

/** The names of model services for the tokens of a call. */
const NAMES = {
  input_tokens: ["input_tokens", "prompt_tokens"],
  output_tokens: ["output_tokens", "completion_tokens"],
} as const;

/** The tokens that a document reports in its field `usage`, as values. */
export function readUsage(document: JsonValue | undefined): { [name: string]: number } {
  const usage = isObject(document) ? document["usage"] : undefined;
  if (!isObject(usage)) return {};
  return Object.fromEntries(
    Object.entries(NAMES).flatMap(([name, given]) => {
      const count = given.map((each) => usage[each]).find((each) => typeof each === "number");
      return typeof count === "number" && count >= 0 ? [[name, count] as const] : [];
    }),
  );
}
