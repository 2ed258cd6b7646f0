import ipaddr from "ipaddr.js";

const LOOPBACK = ["127.0.0.0/8", "::1/128"];

/** A requested connection: host name and port of the URL, and the address that the name currently resolves to. */
export type Dial = { readonly hostname: string; readonly port: string; readonly address: string };

/**
 * Loopback is always allowed. The operator's entries are networks (10.0.0.0/8), addresses or names; addresses and names may have
 * a port. A name allows public addresses only, so DNS rebinding cannot reach the operator's own network.
 */
export function isAllowed(dial: Dial, entries: readonly string[]): boolean {
  // an IPv4-mapped IPv6 address (::ffff:10.0.0.1) is checked as IPv4
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
