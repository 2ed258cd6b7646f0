import ipaddr from "ipaddr.js";
import { fetch as send, type RequestInfo, type RequestInit } from "undici";
import { readReservedTargets } from "../../config.ts";
import { createAllowList, type AllowList } from "../../network-guard/allow-list.ts";
import { createGuardedAgent } from "../../network-guard/guarded-agent.ts";
import { isPublic, isThisMachine } from "../../network-targets.ts";

const CONNECTIONS = 64;

/** A fetch that reaches the server of a URL if it is on the internet, and those allowed besides; it follows no redirects. */
export function openGuardedFetch(url: string, allow: readonly string[]): typeof globalThis.fetch {
  const list = toAllowList(new URL(url), allow, readReservedTargets());
  const dispatcher = createGuardedAgent({ list, connections: CONNECTIONS });
  const guarded = (input: RequestInfo | URL, init: RequestInit = {}) =>
    send(input, { ...init, dispatcher, redirect: "error" });
  // undici's fetch is the runtime's own, in another version
  return guarded as unknown as typeof globalThis.fetch;
}

/** The server of a URL if it is on the internet, and what the operator allows besides. */
export function toAllowList(
  { hostname, port, protocol }: URL,
  allow: readonly string[],
  reserved: readonly string[],
): AllowList {
  const bare = hostname.replace(/^\[|\]$/g, "");
  const isOpen = ipaddr.isValid(bare) ? isPublic(bare) : !isThisMachine(bare);
  const server = `${hostname}:${port || (protocol === "https:" ? 443 : 80)}`;
  return createAllowList([...(isOpen ? [server] : []), ...allow], reserved);
}
