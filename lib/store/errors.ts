/** Thrown by every adapter when the database does not answer in time or cannot be reached. Decide by `code`. */
export class DatabaseUnavailableError extends Error {
  readonly code = "database-unavailable";
}

/** Raised by the server or the driver when the connection, not the statement, is at fault. */
const CONNECTION_CODES = new Set([
  "CONNECTION_CLOSED", "CONNECTION_ENDED", "CONNECTION_DESTROYED", "CONNECT_TIMEOUT",
  "ECONNREFUSED", "ECONNRESET", "ENOENT", "EPIPE", "ENOTFOUND", "ETIMEDOUT", "EAI_AGAIN",
  // shutting down, crashed, starting up, too many connections, canceled by statement_timeout
  "57P01", "57P02", "57P03", "53300", "57014",
]);

/** Settles as `work` does, or rejects with DatabaseUnavailableError after `deadlineMs`: postgres.js itself would wait without end. */
export async function withDeadline<Value>(what: string, work: PromiseLike<Value>, deadlineMs = 15_000): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DatabaseUnavailableError(`The database did not answer within ${deadlineMs} ms: ${what}`)), deadlineMs);
  });
  try {
    return await Promise.race([work, deadline]);
  } catch (error) {
    const code = (error as { code?: unknown } | null)?.code;
    if (typeof code !== "string" || !CONNECTION_CODES.has(code)) throw error;
    throw new DatabaseUnavailableError(`The database cannot be reached: ${what}`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
