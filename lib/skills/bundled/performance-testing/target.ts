import { lookup as systemLookup } from "node:dns/promises";
import ipaddr from "ipaddr.js";
import { isAllowed, type AllowList } from "../../../network-guard/allow-list.ts";

export type Lookup = (hostname: string) => Promise<readonly { readonly address: string }[]>;

/** The target of a load step: a checked address instead of a name, because a name may resolve differently later. */
export type PinnedTarget = {
  readonly origin: string;
  readonly hostHeader: string;
  readonly servername: string;
  readonly path: string;
};

const lookupAll: Lookup = (hostname) => systemLookup(hostname, { all: true });

/**
 * Resolves the target's name and pins it to an allowed address; throws when any of its addresses is not allowed. Called
 * before every load step, so that DNS rebinding during the run is detected.
 */
export async function pinTarget(target: string, list: AllowList, lookup: Lookup = lookupAll): Promise<PinnedTarget> {
  const url = new URL(target);
  const hostname = url.hostname.replace(/^\[|\]$/g, "");
  const port = url.port === "" ? (url.protocol === "https:" ? "443" : "80") : url.port;
  const addresses = ipaddr.isValid(hostname) ? [{ address: hostname }] : await lookup(hostname);
  const refused = addresses.find(({ address }) => !isAllowed({ hostname, port, address }, list));
  const first = addresses[0];
  if (refused !== undefined)
    throw new Error(
      `${hostname}, port ${port} at ${refused.address}, is not on the allow-list of targets (PERFORMANCE_TARGETS)`,
    );
  if (first === undefined) throw new Error(`${hostname} has no address`);
  const host = first.address.includes(":") ? `[${first.address}]` : first.address;
  return {
    origin: `${url.protocol}//${host}:${port}`,
    hostHeader: url.host,
    servername: hostname,
    path: `${url.pathname}${url.search}`,
  };
}
