import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import ipaddr from "ipaddr.js";
import type { Addresses } from "./addresses.ts";
import { hashSecret } from "./secrets.ts";

/** What proxies add, in whose name ever: a header that says where a request came from first. */
const FORWARDED = /^via$|forwarded|(?:client|real|connecting|remote|user|external)[-_]?(?:ip|addr)/;

/**
 * Whether a program on this machine has sent the request itself. Behind a proxy on this machine every request comes from loopback,
 * so none counts if a proxy is announced (PUBLIC_URL) or shows itself, nor one that a page of another site caused.
 */
export function isFromThisMachine(addresses: Addresses, { socket, headers, httpVersion }: IncomingMessage): boolean {
  if (!isLoopbackAddress(socket.remoteAddress) || !addresses.isLoopbackHost(headers.host)) return false;
  if (addresses.isProxied || Object.keys(headers).some((name) => FORWARDED.test(name))) return false;
  // nginx's default towards a server, with which it adds no header at all
  if (httpVersion === "1.0") return false;
  const site = headers["sec-fetch-site"] ?? "none";
  return headers.origin === undefined && (site === "none" || site === "same-origin");
}

/** Whether this is the operator's own key; whether that has been revoked, only the database knows. */
export function isOperatorKey(key: string, operatorKey: string): boolean {
  // of equal length, whatever was sent
  return timingSafeEqual(Buffer.from(hashSecret(key)), Buffer.from(hashSecret(operatorKey)));
}

function isLoopbackAddress(address: string | undefined): boolean {
  return address !== undefined && ipaddr.isValid(address) && ipaddr.process(address).range() === "loopback";
}
