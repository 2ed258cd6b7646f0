import type { JsonObject, JsonValue } from "../../../core/kit/json.ts";
import { readPath } from "../read-path.ts";

/** The results of a batch, one per item in order. Throws an error that says what the answer holds instead. */
export function readBatchResults(answer: JsonValue, count: number, path: string | undefined): readonly JsonValue[] {
  const found = path === undefined ? findList(answer) : readPath(answer, path);
  if (!Array.isArray(found))
    throw new Error(
      `The tool was given a batch, and its answer has no list of results${path === undefined ? "" : ` at ${path}`}. Name its place with invoke.results, or use per: item.`,
    );
  if (found.length !== count)
    throw new Error(`The tool was given ${count} items and returned a list of ${found.length} results.`);
  return found;
}

/** The answer itself, or the only list among its fields. */
function findList(answer: JsonValue): JsonValue | undefined {
  if (Array.isArray(answer) || typeof answer !== "object" || answer === null) return answer;
  const lists = Object.values(answer as JsonObject).filter((value) => Array.isArray(value));
  return lists.length === 1 ? lists[0] : undefined;
}
