import type { Shortage } from "../../core/ports/storage.ts";
import { SHORTAGE_WORDS } from "../../core/words/describe-shortage.ts";

/** Thrown by every adapter when the database does not answer in time or cannot be reached. Compare `code`, not the class. */
export class DatabaseUnavailableError extends Error {
  readonly code = "database-unavailable";
}

/** Thrown by every adapter when the database refuses for want of disk, memory or connections: nothing was stored. */
export class DatabaseExhaustedError extends Error {
  readonly code = "database-exhausted";
  readonly shortage: Shortage;

  constructor(shortage: Shortage, message: string, options?: ErrorOptions) {
    super(message, options);
    this.shortage = shortage;
  }
}

/** Thrown by every adapter when the server has ended a statement that took too long: nothing was stored. */
export class StatementTimeoutError extends Error {
  readonly code = "statement-timeout";
}

/** Class 53 of SQLSTATE. */
const SHORTAGE_OF_CODE: Readonly<Record<string, Shortage>> = {
  "53000": "limit-exceeded",
  "53100": "disk-full",
  "53200": "out-of-memory",
  "53300": "too-many-connections",
  "53400": "limit-exceeded",
};
const QUERY_CANCELED = "57014";

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
  // shutting down, crashed, starting up
  "57P01",
  "57P02",
  "57P03",
  // codes of postgres.js
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "database-unavailable",
]);
/** pg, used by the queue, reports some failures only as text. */
const CONNECTION_WORDS =
  /^(Connection terminated|Connection ended|timeout exceeded when trying to connect|Client has encountered a connection error|Cannot use a pool after)/;

/** The server's limit for a statement. */
export const STATEMENT_TIMEOUT_MS = 15_000;
/** Longer, so that a slow statement is reported as one, by the server. */
const DEADLINE_MS = STATEMENT_TIMEOUT_MS + 2_000;

/** Settles like `work`; rejects with an error of this file after `deadlineMs`, or when connection or server fail. */
export async function withDeadline<Value>(
  what: string,
  work: PromiseLike<Value>,
  deadlineMs = DEADLINE_MS,
): Promise<Value> {
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
    throw toDatabaseError(what, error) ?? error;
  } finally {
    clearTimeout(timer);
  }
}

export function isPermissionDenied(error: unknown): boolean {
  return findCode(error) === "42501";
}

/** What the error says about the database; null when it is about the statement. */
function toDatabaseError(what: string, error: unknown): Error | null {
  const code = findCode(error);
  const shortage = code === null ? undefined : SHORTAGE_OF_CODE[code];
  if (shortage !== undefined)
    return new DatabaseExhaustedError(shortage, `Cannot ${what}: ${SHORTAGE_WORDS[shortage].cause}`, { cause: error });
  if (code === QUERY_CANCELED)
    return new StatementTimeoutError(`The database took too long and gave up: ${what}`, { cause: error });
  if (isConnectionFault(error))
    return new DatabaseUnavailableError(`The database cannot be reached: ${what}`, { cause: error });
  return null;
}

/** The SQLSTATE of an error, also of a wrapped one, such as drizzle's; null when it has none. */
function findCode(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const { code } = error as { code?: unknown };
  return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) ? code : findCode(error.cause);
}

/** Also checks wrapped errors. */
function isConnectionFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (typeof code === "string" && CONNECTION_CODES.has(code)) return true;
  return CONNECTION_WORDS.test(error.message) || isConnectionFault(error.cause);
}
