import type { IncomingMessage } from "node:http";
import { parseAndValidateFlightRouterState } from "next/dist/server/app-render/parse-and-validate-flight-router-state.js";
import type { GrantStore } from "../core/ports/run-store.ts";
import { checkActionBody } from "./action-body.ts";
import { findGrant } from "./actor.ts";
import type { Addresses } from "./addresses.ts";
import { checkOrigin, sessionSecretOf, type RequestRefusal } from "./request-checks.ts";
import { pathOf } from "./request-url.ts";

/** Server actions receive forms, not files. */
const MAX_ACTION_BYTES = 1_000_000;
const READ_METHODS: ReadonlySet<string | undefined> = new Set(["GET", "HEAD"]);

/** Headers that control Next and that no client should send. */
const FORGED =
  /^(x-(middleware-|nextjs-|forwarded-|invoke-|matched-path|now-|prerender-revalidate|nonce$)|content-security-policy)/;
/** Pages that Next serves to itself; its hot reload begins with two underscores. */
const INTERNAL = /^\/_(?!next\/|_nextjs)/;

/**
 * Allows read requests to reach Next, and server actions only from a presenter's own page. Everything else is refused
 * before Next decodes the action arguments. The caller has checked the Host.
 */
export async function checkNextRequest(
  { addresses, grants }: { readonly addresses: Addresses; readonly grants: GrantStore },
  request: IncomingMessage,
): Promise<RequestRefusal | null> {
  if (INTERNAL.test(pathOf(request))) return { status: 404, code: "not-found", message: "There is no such page." };
  const isAction = request.headers["next-action"] !== undefined;
  if (READ_METHODS.has(request.method) && !isAction) return checkRouterState(request);
  if (request.method !== "POST")
    return { status: 405, code: "method-not-allowed", message: "Pages are read with GET, actions are sent with POST." };
  const foreign = checkOrigin(addresses, request);
  if (foreign !== null) return foreign;
  const grant = await findGrant(grants, sessionSecretOf(addresses, request), "session");
  if (grant?.role !== "presenter")
    return {
      status: 403,
      code: "forbidden",
      message: "Only the presenter can do that. Open the presenter link again.",
    };
  const bytes = Number(request.headers["content-length"] ?? Number.NaN);
  if (Number.isNaN(bytes))
    return { status: 411, code: "length-required", message: "The Content-Length header is missing." };
  if (bytes > MAX_ACTION_BYTES)
    return { status: 413, code: "too-large", message: `The body is larger than ${MAX_ACTION_BYTES} bytes.` };
  return checkRouterState(request) ?? (await checkActionBody(request));
}

/** Next answers an unreadable router state with 500 and a stack trace in the log, so its own check runs first. */
function checkRouterState({ headers }: IncomingMessage): RequestRefusal | null {
  try {
    parseAndValidateFlightRouterState(headers["next-router-state-tree"]);
    return null;
  } catch {
    return { status: 400, code: "bad-request", message: "The router state is not valid. Reload the page." };
  }
}

/** Removes headers with which a client could impersonate a proxy or Next itself. */
export function dropForgedHeaders({ headers }: IncomingMessage): void {
  for (const name of Object.keys(headers)) if (FORGED.test(name)) delete headers[name];
}
