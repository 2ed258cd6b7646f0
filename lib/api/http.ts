import type { IncomingMessage, ServerResponse } from "node:http";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { OperationError } from "../operations/context.ts";
import type { OperationResult } from "../operations/outcomes.ts";

const MAX_BODY_BYTES = 262_144;

/** An answer that is not the one hoped for: becomes `{error: {code, message}}`. */
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
  unavailable: 503,
};

/** The value of an operation; throws its refusal as the HTTP error that it is. */
export function unwrap<Value>(result: OperationResult<Value>): Value {
  if (result.ok) return result.value;
  throw new HttpError(STATUS[result.error.code], result.error.code, result.error.message);
}

/** The body as JSON, whatever content type it claims. Throws HttpError: 413 when larger than MAX_BODY_BYTES, 400 when it is no JSON. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const bytes = await readBytes(request, MAX_BODY_BYTES);
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    throw new HttpError(400, "bad-json", "The body is not JSON.");
  }
}

/**
 * The whole body. Throws HttpError 413 when it is larger, before it is read if it says so itself. hono's own body limit
 * needs the adapter's `Request` as the global one, which Next in the same process shall not get.
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

/** An error of the front door, before any router. */
export function sendError(
  response: ServerResponse,
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): void {
  // what was not read of a body is not waited for
  const ending = response.req.complete ? {} : { Connection: "close" };
  const fixed = { "Content-Type": "application/json", "Cache-Control": "no-store" };
  response.writeHead(status, { ...fixed, ...ending, ...headers });
  response.end(JSON.stringify({ error: { code, message } }));
}
