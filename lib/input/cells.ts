import { z } from "zod";

// Schemas for cells, both text from CSV and typed values from JSON. An empty cell counts as missing.

/** Non-empty text. */
export const requiredText = z
  .string({ error: ({ input }) => (input === undefined ? "is missing" : "must be text") })
  .refine((text) => text.trim() !== "", "is empty");

/** Text; null when empty or missing. */
export const optionalText = z.preprocess(toNullWhenEmpty, z.union([z.null(), z.string()], "must be text"));

/** One of these words, case-insensitive. */
export function requiredWord<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.preprocess(toWord, z.enum(words, describeWords(words)));
}

/** One of these words, case-insensitive; null when empty or missing. */
export function optionalWord<const Words extends readonly [string, ...string[]]>(words: Words) {
  const word = z.union([z.null(), z.enum(words)], describeWords(words));
  return z.preprocess((cell) => toWord(toNullWhenEmpty(cell)), word);
}

function toWord(cell: unknown): unknown {
  return typeof cell === "string" ? cell.trim().toLowerCase() : cell;
}

function describeWords(words: readonly string[]): string {
  return `must be ${words.slice(0, -1).join(", ")}${words.length > 1 ? " or " : ""}${words.at(-1) ?? ""}`;
}

/** A whole number from `min` to `max`; null when empty or missing. */
export function optionalWholeNumber(min: number, max: number) {
  const expected = `must be a whole number from ${min} to ${max}, or empty`;
  const number = z.number(expected).int(expected).min(min, expected).max(max, expected);
  return z.preprocess((cell) => toNumber(toNullWhenEmpty(cell)), z.union([z.null(), number], expected));
}

function toNullWhenEmpty(cell: unknown): unknown {
  return cell === undefined || (typeof cell === "string" && cell.trim() === "") ? null : cell;
}

/** Converts digits to a number, "1999.0" too, as programs write whole numbers beside empty cells; leaves everything else unchanged for the schema to report. */
function toNumber(cell: unknown): unknown {
  return typeof cell === "string" && /^\s*-?\d+(?:\.0+)?\s*$/.test(cell) ? Number(cell) : cell;
}
