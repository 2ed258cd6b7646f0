import ipaddr from "ipaddr.js";

const LOOPBACK = ["127.0.0.0/8", "::1/128"];

/** What is asked to be dialled: the URL's name and port, and an address that the name has at this moment. */
export type Dial = { readonly hostname: string; readonly port: string; readonly address: string };

/**
 * Loopback is always allowed. The operator's entries are networks (10.0.0.0/8), addresses, or names, the latter two with a port
 * or without. A name opens public addresses alone: one that is rebound into the operator's own network stays shut.
 */
export function isAllowed(dial: Dial, entries: readonly string[]): boolean {
  // an IPv4 address written as IPv6 (::ffff:10.0.0.1) is judged as the IPv4 address that it is
  const address = ipaddr.process(dial.address);
  if ([...LOOPBACK, ...entries].some((entry) => isWithin(address, entry))) return true;
  const names = [dial.hostname, `${dial.hostname}:${dial.port}`];
  if (entries.some((entry) => names.includes(entry.toLowerCase()))) {
    return address.range() === "unicast" || ipaddr.isValid(dial.hostname);
  }
  return false;
}

function isWithin(address: ReturnType<typeof ipaddr.process>, entry: string): boolean {
  if (!ipaddr.isValidCIDR(entry)) return false;
  const [base, bits] = ipaddr.parseCIDR(entry);
  return base.kind() === address.kind() && address.match(base, bits);
}
