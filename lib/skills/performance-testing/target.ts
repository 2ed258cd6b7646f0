import { lookup as systemLookup } from "node:dns/promises";
import ipaddr from "ipaddr.js";

export type Lookup = (hostname: string) => Promise<readonly { readonly address: string }[]>;

/** Where a load step dials: an address that was checked, never a name that could mean another the next moment. */
export type PinnedTarget = {
  readonly origin: string;
  readonly hostHeader: string;
  readonly servername: string;
  readonly path: string;
};

const lookupAll: Lookup = (hostname) => systemLookup(hostname, { all: true });

/**
 * Resolves the target's name and pins it to an allowed address; throws when any address of it lies outside the
 * allowed networks. Called before every load step, so that a name that was rebound meanwhile is refused.
 */
export async function pinTarget(
  target: string,
  allow: readonly string[],
  lookup: Lookup = lookupAll,
): Promise<PinnedTarget> {
  const url = new URL(target);
  const hostname = url.hostname.replace(/^\[|\]$/g, "");
  const addresses = ipaddr.isValid(hostname) ? [{ address: hostname }] : await lookup(hostname);
  const refused = addresses.find(({ address }) => !isAllowed(address, allow));
  const first = addresses[0];
  if (refused !== undefined)
    throw new Error(
      `${hostname} is at ${refused.address}, which is in none of the allowed networks (${allow.join(", ")})`,
    );
  if (first === undefined) throw new Error(`${hostname} has no address`);
  const port = url.port === "" ? (url.protocol === "https:" ? "443" : "80") : url.port;
  const host = first.address.includes(":") ? `[${first.address}]` : first.address;
  return {
    origin: `${url.protocol}//${host}:${port}`,
    hostHeader: url.host,
    servername: hostname,
    path: `${url.pathname}${url.search}`,
  };
}

/** An IPv4 address written as IPv6 (::ffff:10.0.0.1) is judged as the IPv4 address that it is. */
function isAllowed(address: string, allow: readonly string[]): boolean {
  const parsed = ipaddr.process(address);
  return allow.some((network) => {
    const [base, bits] = ipaddr.parseCIDR(network);
    return base.kind() === parsed.kind() && parsed.match(base, bits);
  });
}
