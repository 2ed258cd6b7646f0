/** The end of a page of runs, opaque to callers. */
export function formatCursor(last: { readonly createdAt: string; readonly id: string }): string {
  return Buffer.from(`${last.createdAt} ${last.id}`).toString("base64url");
}

/** Throws InvalidCursorError for anything that formatCursor did not produce. */
export function parseCursor(cursor: string): { createdAt: string; id: string } {
  const [createdAt = "", id = ""] = Buffer.from(cursor, "base64url").toString("utf8").split(" ");
  if (
    !/^[\w-]{1,80}$/.test(id) ||
    !/^\d{4}-\d\d-\d\d[T\d:.Z+-]*$/.test(createdAt) ||
    Number.isNaN(Date.parse(createdAt))
  )
    throw new InvalidCursorError("That page does not exist: the cursor is not one of ours");
  return { createdAt, id };
}

export class InvalidCursorError extends Error {
  readonly code = "invalid-cursor";
}
