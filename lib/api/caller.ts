import type { IncomingMessage } from "node:http";
import { bearerKey, findGrant, toActor } from "../access/actor.ts";
import type { Addresses } from "../access/addresses.ts";
import type { RateLimits } from "../access/rate-limits.ts";
import { checkOrigin, sessionSecretOf } from "../access/request-checks.ts";
import type { OperationContext } from "../operations/context.ts";
import { createOperationContext, type WebServices } from "../operations/services.ts";
import { HttpError, tooManyKeys } from "./http.ts";

type Deps = { readonly services: WebServices; readonly limits: RateLimits };

/** The context of the Bearer key's holder. Throws HttpError without a valid key. */
export async function contextOfKey({ services, limits }: Deps, request: IncomingMessage): Promise<OperationContext> {
  const challenge = { "WWW-Authenticate": 'Bearer realm="triptych"' };
  const key = bearerKey(request.headers.authorization);
  if (key === null)
    throw new HttpError(
      401,
      "unauthenticated",
      "Send the presenter's key as `Authorization: Bearer <key>`.",
      challenge,
    );
  const grant = await findGrant(services.grants, key, "key");
  if (grant === null) {
    if (!(await limits.countWrongKey(addressOf(request)))) throw tooManyKeys();
    throw new HttpError(401, "unauthenticated", "This key is invalid, expired or revoked.", challenge);
  }
  return createOperationContext(services, toActor(grant, "api"));
}

/** The context of a Bearer key, or of a session; with a session, a changing request must come from our own origin. */
export async function contextOfKeyOrSession(deps: Deps, request: IncomingMessage): Promise<OperationContext> {
  const { addresses, grants } = deps.services;
  const secret = request.headers.authorization === undefined ? sessionSecretOf(addresses, request) : null;
  if (secret === null) return contextOfKey(deps, request);
  if (request.method !== "GET" && request.method !== "HEAD") requireOwnOrigin(addresses, request);
  const grant = await findGrant(grants, secret, "session");
  if (grant === null) throw new HttpError(401, "unauthenticated", "This browser has no valid session.");
  return createOperationContext(deps.services, toActor(grant, "console"));
}

export function requireOwnOrigin(addresses: Addresses, request: IncomingMessage): void {
  const refusal = checkOrigin(addresses, request);
  if (refusal !== null) throw new HttpError(403, refusal.code, refusal.message);
}

/** The client's address, for rate limits. */
export function addressOf({ socket }: IncomingMessage): string {
  return socket.remoteAddress ?? "";
}
