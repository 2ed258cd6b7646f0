import type { JsonObject } from "../../../core/kit/json.ts";
import { type HttpInvoke, toFixedUrl } from "../../definition/invoke/http.ts";
import type { InvokerContext } from "../invoker.ts";
import { toText } from "../json.ts";
import { fillJson, fillText } from "../template.ts";

/** A request that is ready to be sent. `body` null: none. */
export type FilledRequest = {
  readonly url: URL;
  readonly method: HttpInvoke["method"];
  readonly headers: { readonly [name: string]: string };
  readonly body: string | null;
};

const ACCEPT = { none: "application/json, text/plain;q=0.9, */*;q=0.5", ndjson: "*/*", sse: "text/event-stream" };

/** Fills a request for `content`: an item, or `{items}` for a batch. Throws an error that names what is missing. */
export function fillRequest(
  invoke: HttpInvoke,
  content: JsonObject,
  { options, secrets }: Pick<InvokerContext, "options" | "secrets">,
  traceparent?: string,
): FilledRequest {
  const open = { ...content, options };
  // not enumerable, so that {{.}} and the list of names in an error are without them
  const view = Object.defineProperty({ ...open }, "secrets", { value: secrets, enumerable: false });
  const body = fillBody(invoke, content, view);
  const given = Object.entries(invoke.headers).map(([name, value]) => [name.toLowerCase(), fillText(value, view)]);
  return {
    url: fillUrl(invoke.url, open),
    method: invoke.method,
    headers: {
      accept: ACCEPT[invoke.stream],
      "accept-encoding": "identity",
      "user-agent": "triptych",
      ...(traceparent === undefined ? {} : { traceparent }),
      ...(body === null ? {} : { "content-type": body.type }),
      ...Object.fromEntries(given),
    },
    body: body?.text ?? null,
  };
}

function fillBody(
  { method, body }: HttpInvoke,
  content: JsonObject,
  view: JsonObject,
): { readonly type: string; readonly text: string } | null {
  if (body === undefined && (method === "GET" || method === "DELETE")) return null;
  const filled = body === undefined ? content : fillJson(body, view);
  if (typeof filled === "string") return { type: "text/plain; charset=utf-8", text: filled };
  return { type: "application/json", text: JSON.stringify(filled) };
}

/** What is filled in is encoded, and changes neither the server nor the folders of the path. */
function fillUrl(template: string, view: JsonObject): URL {
  const filled = new URL(fillText(template, view, (value) => encodeURIComponent(toText(value).toWellFormed())));
  const fixed = toFixedUrl(template);
  const hasSameShape = filled.pathname.split("/").length === fixed.pathname.split("/").length;
  if (filled.origin !== fixed.origin || !hasSameShape)
    throw new Error(`The URL ${filled.href} would lead to another place, by what is filled into its path.`);
  return filled;
}
