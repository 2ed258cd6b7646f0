/** Escapes that JSON allows and jsonb rejects: NUL and lone surrogates. */
const REFUSED = /\\u(?:0000|d[89a-f])/i;

/** JSON that jsonb accepts, whatever a skill printed: NULs are removed, lone surrogates become U+FFFD. */
export function toJsonText(value: unknown): string {
  const json = JSON.stringify(value);
  return REFUSED.test(json) ? JSON.stringify(value, (_, inner: unknown) => clean(inner)) : json;
}

function clean(value: unknown): unknown {
  if (typeof value === "string") return cleanText(value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [cleanText(key), inner]));
}

function cleanText(text: string): string {
  return text.toWellFormed().replaceAll("\0", "");
}
