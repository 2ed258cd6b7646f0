/** Thrown by every adapter when the database does not answer in time or cannot be reached. Compare `code`, not the class. */
export class DatabaseUnavailableError extends Error {
  readonly code = "database-unavailable";
}

/** Codes of server and system for a failed connection, as opposed to a failed statement. */
const CONNECTION_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "EPIPE",
  "ENOTFOUND",
  "ETIMEDOUT",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  // shutting down, crashed, starting up, too many connections, canceled by statement_timeout
  "57P01",
  "57P02",
  "57P03",
  "53300",
  "57014",
  // codes of postgres.js
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "database-unavailable",
]);
/** pg, used by the queue, reports some failures only as text. */
const CONNECTION_WORDS =
  /^(Connection terminated|Connection ended|timeout exceeded when trying to connect|Client has encountered a connection error|Cannot use a pool after)/;

/** Settles like `work`, or rejects with DatabaseUnavailableError after `deadlineMs` or when the connection fails. */
export async function withDeadline<Value>(what: string, work: PromiseLike<Value>, deadlineMs = 15_000): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new DatabaseUnavailableError(`The database did not answer within ${deadlineMs} ms: ${what}`)),
      deadlineMs,
    );
  });
  try {
    return await Promise.race([work, deadline]);
  } catch (error) {
    if (!isConnectionFault(error)) throw error;
    throw new DatabaseUnavailableError(`The database cannot be reached: ${what}`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

/** Also checks wrapped errors, such as those of drizzle. */
function isConnectionFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (typeof code === "string" && CONNECTION_CODES.has(code)) return true;
  return CONNECTION_WORDS.test(error.message) || isConnectionFault(error.cause);
}
