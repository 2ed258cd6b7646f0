import type { IncomingMessage } from "node:http";
import type { Addresses } from "./addresses.ts";
import { readCookie, sessionCookieName } from "./session-cookie.ts";

export type RequestRefusal = { readonly status: number; readonly code: string; readonly message: string };

const FOREIGN_HOST: RequestRefusal = {
  status: 421,
  code: "unknown-host",
  message: "This server does not answer to that host name. Set PUBLIC_URL to the address that people use.",
};
const FOREIGN_ORIGIN: RequestRefusal = {
  status: 403,
  code: "forbidden",
  message: "The request comes from another site.",
};

/** Refuses foreign Host headers, which protects against DNS rebinding. */
export function checkHost(addresses: Addresses, request: IncomingMessage): RequestRefusal | null {
  return addresses.isOwnHost(request.headers.host) ? null : FOREIGN_HOST;
}

/** Refuses foreign origins. Browsers always send an Origin with mutating requests, so a missing one is refused too. */
export function checkOrigin(addresses: Addresses, request: IncomingMessage): RequestRefusal | null {
  return addresses.isOwnOrigin(request.headers.origin) ? null : FOREIGN_ORIGIN;
}

/** For sockets: a same-origin polling GET carries no Origin; every other request must carry ours. */
export function checkSocketRequest(addresses: Addresses, request: IncomingMessage): RequestRefusal | null {
  const mayLackOrigin =
    request.method === "GET" && request.headers.upgrade === undefined && request.headers.origin === undefined;
  const isFromElsewhere = mayLackOrigin && request.headers["sec-fetch-site"] === "cross-site";
  if (isFromElsewhere) return FOREIGN_ORIGIN;
  return checkHost(addresses, request) ?? (mayLackOrigin ? null : checkOrigin(addresses, request));
}

/** The secret of the session cookie; null without one. */
export function sessionSecretOf(addresses: Addresses, { headers }: Pick<IncomingMessage, "headers">): string | null {
  const name = sessionCookieName({ secure: addresses.isSecure(headers.host), port: addresses.port });
  return readCookie(headers.cookie, name);
}
