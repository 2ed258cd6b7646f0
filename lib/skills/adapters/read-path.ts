import type { JsonObject, JsonValue } from "../../core/kit/json.ts";
import { COST_VALUES } from "../../core/run/metrics.ts";
import type { ResultMapping } from "../definition/expect.ts";
import { cutText } from "./cut-text.ts";
import type { Values } from "./cost.ts";

const POSITION = /^-?\d+$/;

/** The value at a place such as "choices.0.text"; -1 is the last position of a list. Undefined if there is none. */
export function readPath(document: JsonValue, path: string): JsonValue | undefined {
  let value: JsonValue | undefined = document;
  for (const part of path.split(".")) {
    if (typeof value !== "object" || value === null) return undefined;
    if (!Array.isArray(value)) value = (value as JsonObject)[part];
    else value = POSITION.test(part) ? (value as readonly JsonValue[]).at(Number(part)) : undefined;
  }
  return value;
}

type Figures = {
  readonly values: { readonly [name: string]: number };
  readonly samples: { readonly [name: string]: readonly number[] };
};

/** The figures that a result holds. Throws an error that names a place without a number; true and false count as 1 and 0. */
export function readFigures(result: JsonValue, { values, samples }: ResultMapping): Figures {
  return {
    values: Object.fromEntries(Object.entries(values).map(([name, path]) => [name, requireFigure(result, path)])),
    samples: Object.fromEntries(Object.entries(samples).map(([name, path]) => [name, requireFigures(result, path)])),
  };
}

/** What a result says that it cost, even if other figures are missing. */
export function readCost(result: JsonValue, { values }: ResultMapping): Values {
  return Object.fromEntries(
    COST_VALUES.flatMap((name) => {
      const found = values[name] === undefined ? undefined : readPath(result, values[name]);
      return typeof found === "number" ? [[name, found] as const] : [];
    }),
  );
}

function requireFigure(result: JsonValue, path: string): number {
  const found = readPath(result, path);
  const figure = typeof found === "boolean" ? Number(found) : found;
  if (typeof figure === "number") return figure;
  const instead = found === undefined ? "nothing" : cutText(JSON.stringify(found), 80);
  throw new Error(`The result must have a number at ${path}, it has ${instead}.`);
}

function requireFigures(result: JsonValue, path: string): readonly number[] {
  const found = readPath(result, path);
  if (!Array.isArray(found)) return [requireFigure(result, path)];
  return found.map((_, position) => requireFigure(result, `${path}.${position}`));
}
