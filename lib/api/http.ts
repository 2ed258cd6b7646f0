import type { IncomingMessage, ServerResponse } from "node:http";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { OperationError } from "../operations/context.ts";
import type { OperationResult } from "../operations/outcomes.ts";

const MAX_BODY_BYTES = 262_144;

/** An error response, sent as `{error: {code, message}}`. */
export class HttpError extends Error {
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly headers: Record<string, string>;

  constructor(status: ContentfulStatusCode, code: string, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export function tooManyKeys(): HttpError {
  return new HttpError(429, "too-many", "Too many wrong keys from this network. Wait a minute.", {
    "Retry-After": "60",
  });
}

const STATUS: Record<OperationError["code"], ContentfulStatusCode> = {
  "invalid-input": 400,
  unauthenticated: 401,
  forbidden: 403,
  "not-found": 404,
  conflict: 409,
  "click-id-reused": 409,
  unavailable: 503,
};

/** The value of a result; throws a refusal as HttpError. */
export function unwrap<Value>(result: OperationResult<Value>): Value {
  if (result.ok) return result.value;
  throw new HttpError(STATUS[result.error.code], result.error.code, result.error.message);
}

/** Parses the body as JSON, regardless of its content type. Throws HttpError 413 when it exceeds MAX_BODY_BYTES, 400 when it is not JSON. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const bytes = await readBytes(request, MAX_BODY_BYTES);
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    throw new HttpError(400, "bad-json", "The body is not JSON.");
  }
}

/**
 * Reads the whole body. Throws HttpError 413 when it is too large, before reading it if Content-Length says so. hono's body
 * limit needs the adapter's `Request` as the global class, but Next runs in the same process and must keep Node's.
 */
export async function readBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer<ArrayBuffer>> {
  const tooLarge = new HttpError(413, "too-large", `The body is larger than ${maxBytes} bytes.`);
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) throw tooLarge;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Sends an error from outside the API's router. */
export function sendError(
  response: ServerResponse,
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): void {
  // an unread body is not drained
  const ending = response.req.complete ? {} : { Connection: "close" };
  const fixed = { "Content-Type": "application/json", "Cache-Control": "no-store" };
  response.writeHead(status, { ...fixed, ...ending, ...headers });
  response.end(JSON.stringify({ error: { code, message } }));
}
