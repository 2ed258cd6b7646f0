import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";

const MAX_BODY_BYTES = 262_144;

/** An answer that is not the one hoped for: becomes `{error: {code, message}}`. */
export class HttpError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: OutgoingHttpHeaders;

  constructor(status: number, code: string, message: string, headers: OutgoingHttpHeaders = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export function tooManyKeys(): HttpError {
  return new HttpError(429, "too-many", "Too many wrong keys from this network. Wait a minute.", { "Retry-After": 60 });
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

/** The whole body. Throws HttpError 413 when it is larger, before it is read if it says so itself. */
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

export type Reply = { readonly status: number; readonly body?: unknown; readonly headers?: OutgoingHttpHeaders };

/** Nothing of the API is to be kept by anybody, unless the reply says otherwise. */
export function sendReply(response: ServerResponse, { status, body, headers = {} }: Reply): void {
  const text = body === undefined ? "" : JSON.stringify(body);
  const described =
    body === undefined
      ? {}
      : { "Content-Type": "application/json; charset=utf-8", "Content-Length": Buffer.byteLength(text) };
  // what was not read of a body is not waited for
  const ending = response.req.complete ? {} : { Connection: "close" };
  response.writeHead(status, { "Cache-Control": "no-store", ...described, ...ending, ...headers });
  response.end(response.req.method === "HEAD" ? undefined : text);
}

export function sendError(
  response: ServerResponse,
  status: number,
  code: string,
  message: string,
  headers: OutgoingHttpHeaders = {},
): void {
  sendReply(response, { status, body: { error: { code, message } }, headers });
}
