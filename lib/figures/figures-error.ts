import type { z } from "zod";

const SHOWN_PROBLEMS = 10;
const SHOWN_VALUE = 40;

/** Figures that cannot be read as they are; the message says what to do. Callers decide by `code`. */
export class FiguresError extends Error {
  readonly code = "unreadable-figures";
}

/** Throws unless the list is empty; shows its first entries only. */
export function throwProblems(problems: readonly string[]): void {
  if (problems.length === 0) return;
  const shown = problems.slice(0, SHOWN_PROBLEMS);
  const more = problems.length - shown.length;
  throw new FiguresError([...shown, ...(more > 0 ? [`and ${more} more`] : [])].join("\n"));
}

/** Parses the document of a tool. Throws a FiguresError that names the invalid fields. */
export function parseExport<Schema extends z.ZodType>(
  schema: Schema,
  document: unknown,
  tool: string,
): z.output<Schema> {
  const parsed = schema.safeParse(document);
  if (parsed.success) return parsed.data;
  throwProblems(
    parsed.error.issues.map(({ path, message }) => `this ${tool} has an invalid ${formatPath(path)}: ${message}`),
  );
  throw new FiguresError(`this ${tool} cannot be read`);
}

/** `["results", 1, "times", 0]` is "results[1].times[0]", as in the tools' own documentation. */
function formatPath(path: readonly PropertyKey[]): string {
  const parts = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`));
  return parts.join("").replace(/^\./, "") || "document";
}

/** A value as it stands in the file, in quotes and shortened. */
export function quote(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  return `"${text.length > SHOWN_VALUE ? `${text.slice(0, SHOWN_VALUE)}…` : text}"`;
}
