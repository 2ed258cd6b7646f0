import { z } from "zod";

// What a cell may hold, whether it comes as text from CSV or typed from JSON. An empty or missing cell is the same.

/** Text with something in it. */
export const requiredText = z
  .string({ error: ({ input }) => (input === undefined ? "is missing" : "must be text") })
  .refine((text) => text.trim() !== "", "is empty");

/** Text; null without one. */
export const optionalText = z.preprocess(toNullWhenEmpty, z.union([z.null(), z.string()], "must be text"));

/** One of these words, in whatever case. */
export function requiredWord<const Words extends readonly [string, ...string[]]>(words: Words) {
  const wanted = `must be ${words.slice(0, -1).join(", ")}${words.length > 1 ? " or " : ""}${words.at(-1) ?? ""}`;
  const toWord = (cell: unknown) => (typeof cell === "string" ? cell.trim().toLowerCase() : cell);
  return z.preprocess(toWord, z.enum(words, wanted));
}

/** A whole number from `min` to `max`; null without one. */
export function optionalWholeNumber(min: number, max: number) {
  const wanted = `must be a whole number from ${min} to ${max}, or empty`;
  const number = z.number(wanted).int(wanted).min(min, wanted).max(max, wanted);
  return z.preprocess((cell) => toNumber(toNullWhenEmpty(cell)), z.union([z.null(), number], wanted));
}

function toNullWhenEmpty(cell: unknown): unknown {
  return cell === undefined || (typeof cell === "string" && cell.trim() === "") ? null : cell;
}

/** A number in digits becomes one; anything else stays what it is, so that the schema says what is wrong with it. */
function toNumber(cell: unknown): unknown {
  return typeof cell === "string" && /^\s*-?\d+\s*$/.test(cell) ? Number(cell) : cell;
}
