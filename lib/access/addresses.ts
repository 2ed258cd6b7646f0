import { isIP } from "node:net";
import { networkInterfaces } from "node:os";

const REFRESH_MS = 5_000;
const IPV4_LOOPBACK = /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/;

export type AddressOptions = {
  /** the port that people dial */
  readonly port: number;
  /** the address listened on, such as 127.0.0.1 or 0.0.0.0 */
  readonly host: string;
  /** null: derived from host and port */
  readonly publicUrl: string | null;
};

/** Which names of this server are its own: any other Host or Origin is refused (DNS rebinding, foreign pages). */
export type Addresses = {
  readonly port: number;
  /** for links and QR codes; without a slash at the end */
  readonly publicOrigin: string;
  isOwnHost(host: string | undefined): boolean;
  isOwnOrigin(origin: string | undefined): boolean;
  /** true when the browser reached us over HTTPS, through whatever ends TLS before PUBLIC_URL */
  isSecure(host: string | undefined): boolean;
};

export function createAddresses({ port, host, publicUrl }: AddressOptions): Addresses {
  const open = !isLoopback(host);
  const publicAddress = publicUrl === null ? null : new URL(publicUrl);
  const publicOrigin =
    publicAddress?.origin ?? `http://${withPort(open ? (firstLanAddress() ?? nameOnThisMachine(host)) : host, port)}`;
  let known = { atMs: Number.NEGATIVE_INFINITY, hosts: new Set<string>() };

  // a laptop changes networks during a talk: interfaces are looked at again every few seconds
  const ownHosts = () => {
    const nowMs = performance.now();
    if (nowMs - known.atMs > REFRESH_MS) known = { atMs: nowMs, hosts: listOwnHosts({ host, port, open }) };
    return known.hosts;
  };
  const isDialledDirectly = (asked: string) => ownHosts().has(asked) || isLoopbackHost(asked, port);
  return {
    port,
    publicOrigin,
    isOwnHost: (given) => {
      const asked = given?.toLowerCase();
      return asked !== undefined && (asked === publicAddress?.host || isDialledDirectly(asked));
    },
    isOwnOrigin: (origin) => {
      if (origin === undefined) return false;
      return (
        origin === publicAddress?.origin ||
        (origin.startsWith("http://") && isDialledDirectly(origin.slice("http://".length)))
      );
    },
    isSecure: (given) => publicAddress?.protocol === "https:" && given?.toLowerCase() === publicAddress.host,
  };
}

function listOwnHosts({ host, port, open }: { host: string; port: number; open: boolean }): Set<string> {
  const names = ["localhost", "[::1]", nameOnThisMachine(host)];
  if (open) names.push(...lanAddresses());
  return new Set(names.flatMap((name) => spellings(name.toLowerCase(), port)));
}

/** Browsers leave port 80 out. */
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

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || IPV4_LOOPBACK.test(host);
}

function isAnyAddress(host: string): boolean {
  return host === "0.0.0.0" || host === "::";
}

/** Nobody can dial 0.0.0.0: with no network there is only this machine. */
function nameOnThisMachine(host: string): string {
  return isAnyAddress(host) ? "localhost" : host;
}

/** Addresses of this machine's interfaces as they stand in a Host header, IPv4 first. */
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
