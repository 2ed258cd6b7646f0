/** Another runner has the run, or the database is away. By code: class identity does not survive processes and bundles. */
const PASSING = new Set<unknown>(["stale-writer", "database-unavailable"]);

/** Whether claiming the run anew is worth trying: any other failure would only repeat itself, and counts as a crash. */
export function isPassingLoss(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && PASSING.has(cause.code);
}
