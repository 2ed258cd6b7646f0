import ipaddr from "ipaddr.js";
import { isPublic, isThisMachine } from "../network-targets.ts";
import { createAllowList, type AllowList } from "./allow-list.ts";

/** The server of a URL if it is on the internet, at exactly its port, and what the operator allows besides; `reserved`: never. */
export function createServerList(
  { hostname, port, protocol }: Pick<URL, "hostname" | "port" | "protocol">,
  allow: readonly string[],
  reserved: readonly string[],
): AllowList {
  const bare = hostname.replace(/^\[|\]$/g, "");
  const isOpen = ipaddr.isValid(bare) ? isPublic(bare) : !isThisMachine(bare);
  const server = `${hostname}:${port || (protocol === "https:" ? 443 : 80)}`;
  return createAllowList([...(isOpen ? [server] : []), ...allow], reserved);
}
