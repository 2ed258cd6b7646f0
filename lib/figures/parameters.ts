import type { Parameter } from "./measurement.ts";
import { parseSize } from "./text/units.ts";

/** The parameters of an export, by name. Exports write numbers for programs: a point is decimal, and nothing is grouped. */
export function toParameters(values: { readonly [name: string]: string | number }): readonly Parameter[] {
  return Object.entries(values).map(([name, value]) => toParameter(name, String(value)));
}

export function toParameter(name: string, text: string): Parameter {
  const size = parseSize(text)?.value ?? null;
  return { name, text, size: size !== null && Number.isInteger(size) && size >= 0 ? size : null };
}

/** The numbers in a name, with the digits of a suffix such as 4k. */
const NUMBER = /\d+(?:\.\d+)?(?:[kKMGT](?![A-Za-z]))?/g;

/**
 * Finds sizes in names that differ in one number only: "sort 1000" and "sort 2000", "load-10.json" and "load-50.json".
 * Returns the common name and the number of each; null for names without such a number.
 */
export function findSizesInNames(
  names: readonly string[],
): readonly ({ readonly base: string; readonly size: Parameter } | null)[] {
  const templates = names.map((name) => name.replace(NUMBER, "#"));
  const numbers = names.map((name) => name.match(NUMBER) ?? []);
  return names.map((name, at) => {
    const alike = numbers.filter((_, other) => templates[other] === templates[at]);
    const own = numbers[at] ?? [];
    const varying = own.flatMap((_, position) =>
      new Set(alike.map((each) => each[position])).size > 1 ? [position] : [],
    );
    const [position] = varying;
    if (position === undefined || varying.length > 1) return null;
    let seen = -1;
    const base = name.replace(NUMBER, (number) => ((seen += 1) === position ? "N" : number));
    const size = toParameter("", own[position] ?? "");
    return size.size === null ? null : { base, size };
  });
}
