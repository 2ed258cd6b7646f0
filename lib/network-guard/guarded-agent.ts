import { lookup as systemLookup } from "node:dns/promises";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { Agent, buildConnector } from "undici";
import { isAllowed, isReserved, type AllowList, type Dial } from "./allow-list.ts";

export type Address = { readonly address: string; readonly family: number };
export type Lookup = (hostname: string) => Promise<readonly Address[]>;

export type GuardedAgentOptions = {
  readonly list: AllowList;
  /** connections per server, ≥1 */
  readonly connections: number;
  readonly lookup?: Lookup;
};

const CONNECT_LIMIT_MS = 10_000;
const systemLookupAll: Lookup = (hostname) => systemLookup(hostname, { all: true });

/** The reason why a connection was not made; callers decide by `code`. */
export class RefusedDialError extends Error {
  readonly code = "refused-dial";
}

/**
 * An agent that checks every connection that it opens by the addresses to which the name resolves at that moment, and connects to
 * the checked ones only, so that neither a redirect nor DNS rebinding leads elsewhere. Answers may take any time.
 */
export function createGuardedAgent(options: GuardedAgentOptions): Agent {
  return new Agent({
    connections: options.connections,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: (target, callback) => void connectChecked(target, callback, options),
  });
}

async function connectChecked(
  target: buildConnector.Options,
  callback: buildConnector.Callback,
  options: GuardedAgentOptions,
): Promise<void> {
  try {
    connectTo(await resolveAllowed(target, options))(target, callback);
  } catch (error) {
    callback(error instanceof Error ? error : new Error(String(error)), null);
  }
}

/** The addresses of a server that may be dialled. Rejects with RefusedDialError if there is none, or as the look-up does. */
export async function resolveAllowed(
  { hostname, port, protocol }: Pick<buildConnector.Options, "hostname" | "port" | "protocol">,
  { list, lookup = systemLookupAll }: Pick<GuardedAgentOptions, "list" | "lookup">,
): Promise<readonly Address[]> {
  const name = hostname.replace(/^\[|\]$/g, "");
  const at = port === "" ? (protocol === "https:" ? "443" : "80") : port;
  const found = ipaddr.isValid(name) ? [{ address: name, family: name.includes(":") ? 6 : 4 }] : await lookup(name);
  const [first] = found;
  if (first === undefined) throw new RefusedDialError(`${name} has no address.`);
  const allowed = found.filter(({ address }) => isAllowed({ hostname: name, port: at, address }, list));
  if (allowed.length === 0) throw new RefusedDialError(explain({ hostname: name, port: at, ...first }, list));
  return allowed;
}

function connectTo(addresses: readonly Address[]): buildConnector.connector {
  const lookup: LookupFunction = (_name, { all }, callback) => {
    const [first] = addresses;
    if (all === true) callback(null, [...addresses]);
    else callback(null, first?.address ?? "", first?.family);
  };
  return buildConnector({ lookup, timeout: CONNECT_LIMIT_MS });
}

function explain(dial: Dial, list: AllowList): string {
  const { hostname, port, address } = dial;
  const at = address === hostname ? "" : ` at ${address}`;
  const target = `${hostname}, port ${port}${at},`;
  if (isReserved(dial, list.reserved)) return `${target} belongs to Triptych itself, which no skill may reach.`;
  const entry = hostname === "localhost" ? `localhost:${port}` : `${bracketed(address)}:${port}`;
  return `${target} may not be reached: it is not on the internet or not the server of the URL. If it is meant, add "${entry}" to invoke.allow in skill.yaml.`;
}

function bracketed(address: string): string {
  return address.includes(":") ? `[${address}]` : address;
}
