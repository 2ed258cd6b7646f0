import { shortageOf } from "../core/ports/storage.ts";
import { SHORTAGE_WORDS } from "../core/words/describe-shortage.ts";

/** What a caller may learn about a thrown error: never its own text, which may contain anything. */
export type ErrorReport = { readonly expected: boolean; readonly message: string };

/** A database that cannot answer or store is expected and temporary; any other error is a bug. */
export function toErrorReport(error: unknown): ErrorReport {
  const shortage = shortageOf(error);
  if (shortage !== null) {
    const { cause, advice } = SHORTAGE_WORDS[shortage];
    return { expected: true, message: `Nothing was changed: ${cause}. To continue, ${advice}; then try again.` };
  }
  switch (codeOf(error)) {
    // the connection may have broken after the statement was sent
    case "database-unavailable":
      return {
        expected: true,
        message: "The database does not answer. A change may or may not have been stored: check before you repeat it.",
      };
    case "statement-timeout":
      return { expected: true, message: "The database took too long. Nothing was changed; try again." };
    default:
      return { expected: false, message: "Internal server error; see the server log." };
  }
}

/** Compares the code, because class identity does not survive bundling. */
function codeOf(error: unknown): unknown {
  return typeof error === "object" && error !== null && "code" in error ? error.code : null;
}
