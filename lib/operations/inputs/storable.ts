import { z } from "zod";
import { hasControls } from "../../terminal-text.ts";

const MAX_DEPTH = 32;

/** PostgreSQL can store neither NUL nor lone surrogates. */
function isStorableText(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}

/** Text that PostgreSQL can store unchanged. */
export const storableText = z.string().refine(isStorableText, "contains characters that cannot be stored");

/** The name of a thing as people see it on every page and in a terminal. */
export const shownName = storableText
  .refine((text) => !hasControls(text), "contains control characters or marks that turn the direction of a text")
  .trim();

const RUN_ID = /^[\w-]{1,80}$/;

/** Whether the value has the form of a run id. Keeps arbitrary bytes and objects out of database queries. */
export function isRunId(value: unknown): value is string {
  return typeof value === "string" && RUN_ID.test(value);
}

/** Describes why a value cannot be validated and stored; null when it can. Iterative, since it guards against deep nesting. */
export function describeUnstorable(value: unknown): string | null {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return `The input is nested deeper than ${MAX_DEPTH} levels.`;
    if (level.some((entry) => typeof entry === "string" && !isStorableText(entry)))
      return "The input contains characters that cannot be stored.";
    level = level.flatMap((entry) =>
      typeof entry === "object" && entry !== null
        ? [...Object.keys(entry).filter(isUnstorableKey), ...Object.values(entry)]
        : [],
    );
  }
  return null;
}

function isUnstorableKey(key: string): boolean {
  return !isStorableText(key);
}
