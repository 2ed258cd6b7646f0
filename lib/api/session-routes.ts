import type { IncomingMessage } from "node:http";
import { findGrant } from "../access/actor.ts";
import type { RateLimits } from "../access/rate-limits.ts";
import { checkOrigin, sessionSecretOf } from "../access/request-checks.ts";
import { serialiseEndedCookie, serialiseSessionCookie, sessionCookieName } from "../access/session-cookie.ts";
import { endSession } from "../operations/access/end-session.ts";
import { exchangeKey } from "../operations/access/exchange-key.ts";
import type { WebServices } from "../operations/services.ts";
import { HttpError, readJson, tooManyKeys } from "./http.ts";
import { unwrap, type Route } from "./route.ts";

/** A key for a cookie and back: for our own pages, hence the check of Origin. */
export function createSessionRoutes({
  services,
  limits,
}: {
  services: WebServices;
  limits: RateLimits;
}): readonly Route[] {
  const { addresses, grants } = services;

  function requireOwnOrigin(request: IncomingMessage): void {
    const refusal = checkOrigin(addresses, request);
    if (refusal !== null) throw new HttpError(refusal.status, refusal.code, refusal.message);
  }

  function cookieOptions({ headers }: IncomingMessage) {
    const secure = addresses.isSecure(headers.host);
    return { secure, name: sessionCookieName({ secure, port: addresses.port }) };
  }

  return [
    {
      method: "POST",
      path: "/api/session",
      access: "none",
      async handle({ request, address }) {
        requireOwnOrigin(request);
        const result = await exchangeKey(services, await readJson(request));
        if (!result.ok && result.error.code === "unauthenticated" && !(await limits.countWrongKey(address)))
          throw tooManyKeys();
        const { secret, expiresAt } = unwrap(result);
        return {
          status: 204,
          headers: { "Set-Cookie": serialiseSessionCookie(secret, { ...cookieOptions(request), expiresAt }) },
        };
      },
    },
    {
      method: "GET",
      path: "/api/session",
      access: "none",
      async handle({ request }) {
        const grant = await findGrant(grants, sessionSecretOf(addresses, request), "session");
        if (grant === null) throw new HttpError(401, "unauthenticated", "This browser has no valid session.");
        return { status: 200, body: { role: grant.role, expiresAt: grant.expiresAt } };
      },
    },
    {
      method: "DELETE",
      path: "/api/session",
      access: "none",
      async handle({ request }) {
        requireOwnOrigin(request);
        await endSession(services, sessionSecretOf(addresses, request) ?? "");
        return { status: 204, headers: { "Set-Cookie": serialiseEndedCookie(cookieOptions(request)) } };
      },
    },
  ];
}
