/** What to tell a caller of something that was thrown: never its own text, which may hold anything. */
export type Fault = { readonly expected: boolean; readonly message: string };

/** A database that is away is expected and passes; anything else is a bug of ours. */
export function describeFault(error: unknown): Fault {
  return isDatabaseUnavailable(error)
    ? { expected: true, message: "The database does not answer at the moment. Nothing was changed; try again." }
    : { expected: false, message: "The server met an error of its own; its log says more." };
}

/** By code: class identity does not survive bundles. */
export function isDatabaseUnavailable(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "database-unavailable";
}
