import { isIP } from "node:net";
import { networkInterfaces } from "node:os";

const REFRESH_MS = 5_000;
const IPV4_LOOPBACK = /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/;

export type AddressOptions = {
  /** the port that clients connect to */
  readonly port: number;
  /** the address to listen on, such as 127.0.0.1 or 0.0.0.0 */
  readonly host: string;
  /** null: derived from host and port */
  readonly publicUrl: string | null;
};

/** The names and addresses of this server. Any other Host or Origin is refused (DNS rebinding, foreign pages). */
export type Addresses = {
  readonly port: number;
  /** for links and QR codes; without a trailing slash */
  readonly publicOrigin: string;
  /** true when PUBLIC_URL is not an address that this process itself listens on, so that a proxy must be in front of it */
  readonly isProxied: boolean;
  isOwnHost(host: string | undefined): boolean;
  /** true when the client named this machine as it names itself, with our port */
  isLoopbackHost(host: string | undefined): boolean;
  isOwnOrigin(origin: string | undefined): boolean;
  /** true when the browser used HTTPS, that is, when the TLS proxy at PUBLIC_URL forwarded the request */
  isSecure(host: string | undefined): boolean;
  /** true when browsers trust the origin: HTTPS or this machine, but not plain HTTP from another one */
  isTrustworthy(host: string | undefined): boolean;
};

export function createAddresses({ port, host, publicUrl }: AddressOptions): Addresses {
  const isExposed = !isLoopback(host);
  const publicAddress = publicUrl === null ? null : new URL(publicUrl);
  const publicOrigin =
    publicAddress?.origin ??
    `http://${withPort(isExposed ? (firstLanAddress() ?? nameOnThisMachine(host)) : host, port)}`;
  let known = { atMs: Number.NEGATIVE_INFINITY, hosts: new Set<string>() };

  // a laptop may change networks during a talk, so the interfaces are read again every few seconds
  const ownHosts = () => {
    const nowMs = performance.now();
    if (nowMs - known.atMs > REFRESH_MS) known = { atMs: nowMs, hosts: listOwnHosts({ host, port, isExposed }) };
    return known.hosts;
  };
  const isDirectAddress = (host: string) => ownHosts().has(host) || isLoopbackHost(host, port);
  const isSecure = (given: string | undefined) =>
    publicAddress?.protocol === "https:" && given?.toLowerCase() === publicAddress.host;
  return {
    port,
    publicOrigin,
    isProxied: publicAddress !== null && (publicAddress.protocol === "https:" || !isDirectAddress(publicAddress.host)),
    isLoopbackHost: (given) => isOwnLoopbackHost(given?.toLowerCase() ?? "", port),
    isOwnHost: (given) => {
      const host = given?.toLowerCase();
      return host !== undefined && (host === publicAddress?.host || isDirectAddress(host));
    },
    isOwnOrigin: (origin) => {
      if (origin === undefined) return false;
      return (
        origin === publicAddress?.origin ||
        (origin.startsWith("http://") && isDirectAddress(origin.slice("http://".length)))
      );
    },
    isSecure,
    isTrustworthy: (given) => isSecure(given) || isThisMachine(given?.toLowerCase().replace(/:\d+$/, "")),
  };
}

function listOwnHosts({ host, port, isExposed }: { host: string; port: number; isExposed: boolean }): Set<string> {
  const names = ["localhost", "[::1]", nameOnThisMachine(host)];
  if (isExposed) names.push(...lanAddresses());
  return new Set(names.flatMap((name) => spellings(name.toLowerCase(), port)));
}

/** Browsers omit port 80. */
function spellings(name: string, port: number): string[] {
  return port === 80 ? [name, `${name}:80`] : [`${name}:${port}`];
}

function withPort(name: string, port: number): string {
  const literal = isIP(name) === 6 ? `[${name}]` : name;
  return port === 80 ? literal : `${literal}:${port}`;
}

function isLoopbackHost(host: string, port: number): boolean {
  const [name = "", suffix = ""] = host.split(":");
  return IPV4_LOOPBACK.test(name) && (suffix === String(port) || (suffix === "" && port === 80));
}

function isOwnLoopbackHost(host: string, port: number): boolean {
  return isLoopbackHost(host, port) || ["localhost", "[::1]"].some((name) => spellings(name, port).includes(host));
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || IPV4_LOOPBACK.test(host);
}

function isThisMachine(name: string | undefined): boolean {
  return name === "localhost" || name === "[::1]" || IPV4_LOOPBACK.test(name ?? "");
}

function isAnyAddress(host: string): boolean {
  return host === "0.0.0.0" || host === "::";
}

/** 0.0.0.0 is not a connectable address, so this machine calls itself localhost. */
function nameOnThisMachine(host: string): string {
  return isAnyAddress(host) ? "localhost" : host;
}

/** Addresses of this machine's interfaces in the form of a Host header, IPv4 first. */
function lanAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((entries) => entries ?? []);
  const outside = all.filter(({ internal }) => !internal);
  const v4 = outside.filter(({ family }) => family === "IPv4").map(({ address }) => address);
  const v6 = outside.filter(({ family }) => family === "IPv6").map(({ address }) => `[${address}]`);
  return [...v4, ...v6];
}

function firstLanAddress(): string | undefined {
  return lanAddresses().find((address) => !address.startsWith("169.254.") && !address.startsWith("["));
}
