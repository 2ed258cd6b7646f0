import type { JsonValue } from "../../../core/kit/json.ts";
import type { HttpInvoke } from "../../definition/invoke/http.ts";
import { cutText } from "../cut-text.ts";
import { readPath } from "../read-path.ts";
import { isObject } from "../json.ts";

/** Fields that hold the results of a batch, most usual first. */
const LIST_FIELDS = ["results", "items", "answers", "outputs", "predictions", "data"];

type Places = Pick<HttpInvoke, "results" | "error">;

/** The result within an answer for one item. Throws when there is none, or with the reason that the service gives. */
export function pickResult(document: JsonValue, places: Places): JsonValue {
  const { results: path } = places;
  const result = path === undefined ? document : readPath(document, path);
  if (result === undefined) throw new Error(`The answer has nothing at ${path}. It has ${describeShape(document)}.`);
  throwItsError(result, places);
  return result;
}

/** The results within an answer for a batch, in its order. Throws when there is no list. */
export function pickList(document: JsonValue, { results: path }: Places): readonly JsonValue[] {
  const found = path === undefined ? findList(document) : readPath(document, path);
  if (isList(found)) return found;
  const advice = path === undefined ? "Name its place as invoke.results." : `There is none at ${path}.`;
  throw new Error(`The answer must hold a list of results. ${advice} It has ${describeShape(document)}.`);
}

/** The position of a result within its batch; null if it names none. Throws when it is no position. */
export function readPosition(result: JsonValue, path: string): number | null {
  const found = readPath(result, path);
  if (found === undefined || found === null) return null;
  const position = typeof found === "string" ? Number(found) : found;
  if (typeof position === "number" && Number.isInteger(position) && position >= 0) return position;
  throw new Error(`A result must have its position from 0 at ${path}, it has ${cutText(JSON.stringify(found), 80)}.`);
}

/** Throws the reason for which the service says that an item failed, if it does. */
export function throwItsError(result: JsonValue, { error: path }: Places): void {
  const reason = path === undefined ? undefined : readPath(result, path);
  if (reason === undefined || reason === null || reason === false || reason === "") return;
  throw new Error(typeof reason === "string" ? reason : JSON.stringify(reason));
}

function findList(document: JsonValue): JsonValue | undefined {
  if (!isObject(document)) return document;
  return LIST_FIELDS.map((name) => document[name]).find(isList);
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function describeShape(document: JsonValue): string {
  if (Array.isArray(document)) return "a list";
  if (isObject(document)) return `the fields ${Object.keys(document).slice(0, 20).join(", ") || "none"}`;
  return `a ${document === null ? "null" : typeof document}`;
}
