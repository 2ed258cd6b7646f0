/** Another runner owns the run, or the database cannot store at the moment. Compares `code`: class identity does not survive processes and bundles. */
const PASSING = new Set<unknown>(["stale-writer", "database-unavailable", "database-exhausted", "statement-timeout"]);

/** Whether claiming the run again may help: any other failure would only repeat, and counts as a crash. */
export function isTransientLoss(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && PASSING.has(cause.code);
}
