/** What a caller may learn about a thrown error: never its own text, which may contain anything. */
export type ErrorReport = { readonly expected: boolean; readonly message: string };

/** An unavailable database is expected and temporary; any other error is a bug. */
export function toErrorReport(error: unknown): ErrorReport {
  return isDatabaseUnavailable(error)
    ? { expected: true, message: "The database is not available. Nothing was changed; try again." }
    : { expected: false, message: "Internal server error; see the server log." };
}

/** Compares the code, because class identity does not survive bundling. */
export function isDatabaseUnavailable(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "database-unavailable";
}
