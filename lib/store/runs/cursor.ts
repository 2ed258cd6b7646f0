/** The end of a page of runs, opaque to callers. */
export function formatCursor(last: { readonly createdAt: string; readonly id: string }): string {
  return Buffer.from(`${last.createdAt} ${last.id}`).toString("base64url");
}

/** Throws InvalidCursorError for anything that formatCursor did not produce. */
export function parseCursor(cursor: string): { createdAt: string; id: string } {
  const [createdAt = "", id = ""] = Buffer.from(cursor, "base64url").toString("utf8").split(" ");
  if (!/^[\w-]{1,80}$/.test(id) || !isMoment(createdAt))
    throw new InvalidCursorError("That page does not exist: the cursor is not one of ours");
  return { createdAt, id };
}

/** As toISOString writes it: Date.parse also takes days that no month has, and PostgreSQL has no year 0. */
function isMoment(text: string): boolean {
  const moment = new Date(text);
  return !Number.isNaN(moment.getTime()) && moment.toISOString() === text && /^(?!0000)\d{4}-/.test(text);
}

export class InvalidCursorError extends Error {
  readonly code = "invalid-cursor";
}
