import { networkInterfaces } from "node:os";
import ipaddr from "ipaddr.js";

/** An entry of a list of targets: a name, an address or a network, with a port or for all ports. */
export type NetworkTarget = { readonly host: string; readonly port: number | null };

const ENTRY = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/;
const NAME = /^(?![\d.]+$)[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/;
const MAX_PORT = 65_535;

/** Parses `staging.example:8080`, `10.0.0.5`, `10.0.0.0/8:80` or `[fd00::1]:80`; null when the text is none of these. */
export function parseNetworkTarget(text: string): NetworkTarget | null {
  const entry = text.trim().toLowerCase();
  if (isNetwork(entry)) return { host: entry, port: null };
  const [, bracketed, plain, digits] = ENTRY.exec(entry) ?? [];
  const host = bracketed ?? plain ?? "";
  const port = digits === undefined ? null : Number(digits);
  if (port !== null && (port < 1 || port > MAX_PORT)) return null;
  const isKnown = bracketed === undefined ? NAME.test(host) || isNetwork(host) : isNetwork(host);
  return isKnown ? { host, port } : null;
}

/** True for `localhost` and the addresses of this machine. */
export function isThisMachine(host: string): boolean {
  if (host === "localhost") return true;
  if (!ipaddr.isValid(host)) return false;
  const address = ipaddr.process(host);
  // connecting to 0.0.0.0 or :: reaches this machine
  return ["loopback", "unspecified"].includes(address.range()) || ownAddresses().has(address.toNormalizedString());
}

/** Azure's own server at each virtual machine, the one such service at a public address. */
const HOST_SERVICES = ["168.63.129.16"];
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR("2000::/3");

/** True for an address of the internet: none that is private, local, shared, reserved or translated to another one. */
export function isPublic(host: string): boolean {
  if (!ipaddr.isValid(host)) return false;
  const address = ipaddr.process(host);
  if (address.range() !== "unicast" || HOST_SERVICES.includes(address.toNormalizedString())) return false;
  return address.kind() === "ipv4" || address.match(GLOBAL_IPV6);
}

/** True when the address is the entry's, or in its network. */
export function isWithin(address: string, { host }: NetworkTarget): boolean {
  if (!isNetwork(host)) return false;
  // an IPv4-mapped IPv6 address (::ffff:10.0.0.1) is checked as IPv4
  const checked = ipaddr.process(address);
  if (!host.includes("/")) return ipaddr.process(host).toNormalizedString() === checked.toNormalizedString();
  const [base, bits] = ipaddr.parseCIDR(host);
  return base.kind() === checked.kind() && checked.match(base, bits);
}

function isNetwork(host: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(host) || ipaddr.IPv6.isValid(host) || ipaddr.isValidCIDR(host);
}

function ownAddresses(): Set<string> {
  const entries = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return new Set(entries.map(({ address }) => ipaddr.process(address.split("%")[0] ?? "").toNormalizedString()));
}
