import type { IncomingMessage } from "node:http";
import type { Addresses } from "./addresses.ts";
import { readCookie, sessionCookieName } from "./session-cookie.ts";

export type RequestRefusal = { readonly status: number; readonly code: string; readonly message: string };

const FOREIGN_HOST: RequestRefusal = {
  status: 421,
  code: "unknown-host",
  message: "This server does not answer under that name. Set PUBLIC_URL to the address that people use.",
};
const FOREIGN_ORIGIN: RequestRefusal = {
  status: 403,
  code: "forbidden",
  message: "The request comes from another site.",
};

/** Our Host, or none of our business: keeps names that point here (DNS rebinding) from acting as us. */
export function checkHost(addresses: Addresses, request: IncomingMessage): RequestRefusal | null {
  return addresses.isOwnHost(request.headers.host) ? null : FOREIGN_HOST;
}

/** A browser names where a mutating request comes from; a missing Origin is no pass. */
export function checkOrigin(addresses: Addresses, request: IncomingMessage): RequestRefusal | null {
  return addresses.isOwnOrigin(request.headers.origin) ? null : FOREIGN_ORIGIN;
}

/** Sockets: a polling GET of our own page carries no Origin; everything else must, and it must be ours. */
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
