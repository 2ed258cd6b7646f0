import type { IncomingMessage } from "node:http";
import { findGrant } from "../access/actor.ts";
import type { Addresses } from "../access/addresses.ts";
import type { RateLimits } from "../access/rate-limits.ts";
import { sessionSecretOf } from "../access/request-checks.ts";
import { serialiseEndedCookie, serialiseSessionCookie, sessionCookieName } from "../access/session-cookie.ts";
import { endSession } from "../operations/access/end-session.ts";
import { exchangeKey, ExchangeKeyInput } from "../operations/access/exchange-key.ts";
import type { WebServices } from "../operations/services.ts";
import { addressOf, requireOwnOrigin } from "./caller.ts";
import { errors, json, jsonBody, type Endpoint } from "./endpoint.ts";
import { HttpError, readJson, tooManyKeys, unwrap } from "./http.ts";
import { Session } from "./schemas.ts";

type Deps = { readonly services: WebServices; readonly limits: RateLimits };

/** Exchanges keys for session cookies, for our own pages only, hence the check of Origin. */
export function createSessionEndpoints(deps: Deps): readonly Endpoint[] {
  return [signIn(deps), readSession(deps), signOut(deps)];
}

function signIn({ services, limits }: Deps): Endpoint {
  const { addresses } = services;
  return {
    method: "post",
    path: "/api/session",
    access: "none",
    operation: {
      operationId: "signIn",
      summary: "Exchange a key for a session cookie; for our own pages",
      requestBody: jsonBody(ExchangeKeyInput),
      responses: { 204: { description: "The cookie is set" }, ...errors(400, 401, 403, 413, 429, 503) },
    },
    async handle(call) {
      const request = call.env.incoming;
      requireOwnOrigin(addresses, request);
      const result = await exchangeKey(services, await readJson(request));
      const isWrong = !result.ok && result.error.code === "unauthenticated";
      if (isWrong && !(await limits.countWrongKey(addressOf(request)))) throw tooManyKeys();
      const { secret, expiresAt } = unwrap(result);
      call.header("Set-Cookie", serialiseSessionCookie(secret, { ...cookieOptions(addresses, request), expiresAt }));
      return call.body(null, 204);
    },
  };
}

function readSession({ services: { addresses, grants } }: Deps): Endpoint {
  return {
    method: "get",
    path: "/api/session",
    access: "none",
    operation: {
      operationId: "readSession",
      summary: "The session of the cookie",
      responses: { 200: json("The session", Session), ...errors(401, 503) },
    },
    async handle(call) {
      const grant = await findGrant(grants, sessionSecretOf(addresses, call.env.incoming), "session");
      if (grant === null) throw new HttpError(401, "unauthenticated", "This browser has no valid session.");
      return call.json({ role: grant.role, expiresAt: grant.expiresAt });
    },
  };
}

function signOut({ services }: Deps): Endpoint {
  const { addresses } = services;
  return {
    method: "delete",
    path: "/api/session",
    access: "none",
    operation: {
      operationId: "signOut",
      summary: "End the session of the cookie",
      responses: { 204: { description: "The cookie is deleted" }, ...errors(403, 503) },
    },
    async handle(call) {
      const request = call.env.incoming;
      requireOwnOrigin(addresses, request);
      await endSession(services, sessionSecretOf(addresses, request) ?? "");
      call.header("Set-Cookie", serialiseEndedCookie(cookieOptions(addresses, request)));
      return call.body(null, 204);
    },
  };
}

function cookieOptions(addresses: Addresses, { headers }: IncomingMessage) {
  const secure = addresses.isSecure(headers.host);
  return { secure, name: sessionCookieName({ secure, port: addresses.port }) };
}
