/** No connection was made, so nothing has arrived. */
const NOT_SENT = new Set(["ECONNREFUSED", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "UND_ERR_CONNECT_TIMEOUT"]);
const LOST = new Set(["ECONNRESET", "EPIPE", "ETIMEDOUT", "UND_ERR_SOCKET"]);

/** The code of a system error or an error of the client; "" without one. */
export function readCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

export function isNotSent(error: unknown): boolean {
  return NOT_SENT.has(readCode(error));
}

export function isConnectionLost(error: unknown): boolean {
  return LOST.has(readCode(error));
}
