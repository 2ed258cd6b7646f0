import type { FetchLike } from "@modelcontextprotocol/sdk/shared/transport.js";
import ipaddr from "ipaddr.js";
import { isThisMachine, isWithin, parseNetworkTarget } from "../../../network-targets.ts";

type Server = { readonly url: string; readonly allow: readonly string[] };

/**
 * The fetch for an MCP server over HTTP: it reaches the server of the URL, if that is on the internet, and those of `allow`. Every
 * request of an MCP skill leaves here.
 */
export function createAllowedFetch(server: Server, send: FetchLike = fetch): FetchLike {
  const own = new URL(server.url);
  const allowed = server.allow.map(parseNetworkTarget).filter((entry) => entry !== null);
  return async (url, init) => {
    const target = new URL(url);
    const host = target.hostname.replace(/^\[|\]$/g, "");
    const port = target.port || (target.protocol === "https:" ? "443" : "80");
    const isListed = allowed.some(
      (entry) =>
        entry.port === Number(port) && (entry.host === host || (ipaddr.isValid(host) && isWithin(host, entry))),
    );
    if (!isListed && (target.origin !== own.origin || !isOnInternet(host)))
      throw new Error(
        `${target.host} may not be reached: it is not on the internet or not the MCP server of the URL. If it is meant, add "${target.hostname}:${port}" to invoke.server.allow in skill.yaml.`,
      );
    return await send(url, init);
  };
}

/** By its text alone: a name counts as public. */
function isOnInternet(host: string): boolean {
  if (isThisMachine(host)) return false;
  return !ipaddr.isValid(host) || ipaddr.process(host).range() === "unicast";
}
