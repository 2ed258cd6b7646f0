import type { IncomingMessage } from "node:http";
import type { GrantStore } from "../core/ports/run-store.ts";
import { findGrant } from "./actor.ts";
import type { Addresses } from "./addresses.ts";
import { checkOrigin, sessionSecretOf, type RequestRefusal } from "./request-checks.ts";

/** Server actions get forms, not files. */
const MAX_ACTION_BYTES = 1_000_000;
const READING: ReadonlySet<string | undefined> = new Set(["GET", "HEAD"]);

/** Headers that mean something to Next and that no visitor has any business to send. */
const FORGED = /^x-(middleware-|nextjs-|forwarded-|invoke-|matched-path|now-|prerender-revalidate)/;

/**
 * What may reach Next: reading, and from a presenter's own page also server actions. Everything else is refused
 * before Next's decoder of action arguments sees a byte of it. The caller has checked the Host.
 */
export async function checkNextRequest(
  { addresses, grants }: { readonly addresses: Addresses; readonly grants: GrantStore },
  request: IncomingMessage,
): Promise<RequestRefusal | null> {
  const isAction = request.headers["next-action"] !== undefined;
  if (READING.has(request.method) && !isAction) return null;
  if (request.method !== "POST")
    return { status: 405, code: "method-not-allowed", message: "Pages are read with GET, actions are sent with POST." };
  const foreign = checkOrigin(addresses, request);
  if (foreign !== null) return foreign;
  const grant = await findGrant(grants, sessionSecretOf(addresses, request), "session");
  if (grant?.role !== "presenter")
    return {
      status: 403,
      code: "forbidden",
      message: "Only the presenter can do that. Open the presenter's link again.",
    };
  const bytes = Number(request.headers["content-length"] ?? Number.NaN);
  if (Number.isNaN(bytes)) return { status: 411, code: "length-required", message: "Say how long the body is." };
  if (bytes > MAX_ACTION_BYTES)
    return { status: 413, code: "too-large", message: `The body is larger than ${MAX_ACTION_BYTES} bytes.` };
  return null;
}

/** Takes away what a visitor could use to speak to Next in the name of a proxy or of Next itself. */
export function dropForgedHeaders({ headers }: IncomingMessage): void {
  for (const name of Object.keys(headers)) if (FORGED.test(name)) delete headers[name];
}
