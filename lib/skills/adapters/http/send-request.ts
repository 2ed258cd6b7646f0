import { STATUS_CODES } from "node:http";
import { request, type Dispatcher } from "undici";
import { isConnectionLost, isNotSent, readCode } from "./connection-errors.ts";
import type { JsonObject } from "../../../core/kit/json.ts";
import { readRetryAfterMs } from "../../../retry-after.ts";
import { cutText } from "../cut-text.ts";
import type { Call } from "../invoker.ts";
import type { FilledRequest } from "./fill-request.ts";
import { readFirstLine } from "./read-body.ts";
import { RequestFailure } from "./retry.ts";

export type Response = Dispatcher.ResponseData;

/** Sends a request for `content`, with retries, and resolves to its successful answer. */
export type Exchange = (content: JsonObject, call: Omit<Call, "index">, items: number) => Promise<Response>;

export type SendOptions = {
  readonly agent: Dispatcher;
  readonly signal: AbortSignal;
  /** it may be repeated although it may have arrived */
  readonly isIdempotent: boolean;
};

/** The server says itself that it has not answered. */
const RETRYABLE = new Set([429, 502, 503, 504]);
/** Sends a request; resolves once a successful answer begins. Rejects with RequestFailure, or with the reason of the abort. */
export async function sendRequest(
  { url, method, headers, body }: FilledRequest,
  { agent, signal, isIdempotent }: SendOptions,
): Promise<Response> {
  let response: Response;
  try {
    response = await request(url, { dispatcher: agent, method, headers, body, signal });
  } catch (error) {
    signal.throwIfAborted();
    throw toFailure(error, url, isIdempotent);
  }
  if (response.statusCode >= 200 && response.statusCode < 300) {
    const encoding = response.headers["content-encoding"] ?? "identity";
    if (encoding === "identity") return response;
    discard(response);
    throw new RequestFailure(`It answered in the encoding ${String(encoding)}, although plain text was requested.`, {
      isRetryable: false,
    });
  }
  throw await toStatusFailure(response, url);
}

function toFailure(error: unknown, { host }: URL, isIdempotent: boolean): unknown {
  const code = readCode(error);
  if (isNotSent(error)) return new RequestFailure(`${host} cannot be reached (${code}).`, { isRetryable: true });
  if (code === "ENOTFOUND")
    return new RequestFailure(`There is no server ${host}: its name is unknown (${code}).`, { isRetryable: false });
  if (code === "UND_ERR_HEADERS_OVERFLOW")
    return new RequestFailure(`${host} answered with more headers than are read (16 kB).`, { isRetryable: false });
  if (!isConnectionLost(error)) return error;
  const why = isIdempotent ? "" : " It may have received the request, so it is not sent again.";
  return new RequestFailure(`${host} closed the connection without an answer.${why}`, { isRetryable: isIdempotent });
}

async function toStatusFailure(response: Response, url: URL): Promise<RequestFailure> {
  const { statusCode, headers } = response;
  const status = `It answered ${statusCode} ${STATUS_CODES[statusCode] ?? ""}`.trimEnd();
  const { location } = headers;
  if (statusCode >= 300 && statusCode < 400 && typeof location === "string") {
    discard(response);
    const to = URL.canParse(location, url) ? new URL(location, url).href : cutText(location, 500);
    return new RequestFailure(
      `${status}, a redirect to ${to}. Redirects are not followed; if that is the service, write it as url in skill.yaml.`,
      { isRetryable: false },
    );
  }
  const line = await readFirstLine(response.body);
  const retryAfter = headers["retry-after"];
  return new RequestFailure(line === "" ? `${status}.` : `${status}: ${line}`, {
    isRetryable: RETRYABLE.has(statusCode),
    retryAfterMs: readRetryAfterMs(typeof retryAfter === "string" ? retryAfter : undefined, Date.now()),
  });
}

/** Ends the connection of an answer that nobody reads. */
function discard({ body }: Response): void {
  body.on("error", () => {});
  body.destroy();
}
