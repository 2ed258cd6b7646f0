import { isPublic, isThisMachine, isWithin, parseNetworkTarget, type NetworkTarget } from "../network-targets.ts";

/** A requested connection: host name and port of the URL, and the address that the name currently resolves to. */
export type Dial = { readonly hostname: string; readonly port: string; readonly address: string };

/** The operator's entries, and those of our own servers, which no entry opens. */
export type AllowList = { readonly allowed: readonly NetworkTarget[]; readonly reserved: readonly NetworkTarget[] };

/** Parses lists that the configuration has validated. */
export function createAllowList(allowed: readonly string[], reserved: readonly string[] = []): AllowList {
  const parse = (entries: readonly string[]) => entries.map(parseNetworkTarget).filter((entry) => entry !== null);
  return { allowed: parse(allowed), reserved: parse(reserved) };
}

/**
 * Ports of this machine must be listed one by one: other services listen there, which trust it. A name allows public addresses
 * only, so DNS rebinding cannot reach the operator's own network.
 */
export function isAllowed(dial: Dial, { allowed, reserved }: AllowList): boolean {
  if (isReserved(dial, reserved)) return false;
  const isHere = isThisMachine(dial.address);
  return allowed.some((entry) => {
    if (entry.port === null ? isHere : entry.port !== Number(dial.port)) return false;
    if (isWithin(dial.address, entry)) return true;
    if (entry.host !== dial.hostname.toLowerCase()) return false;
    return isHere ? entry.host === "localhost" : isPublic(dial.address);
  });
}

/** True for a server of our own. */
export function isReserved(dial: Dial, reserved: AllowList["reserved"]): boolean {
  const isHere = isThisMachine(dial.address);
  return reserved.some((entry) => isSameServer(dial, entry, isHere));
}

function isSameServer(dial: Dial, entry: NetworkTarget, isHere: boolean): boolean {
  if (entry.port !== Number(dial.port)) return false;
  const isSame = entry.host === dial.hostname.toLowerCase() || isWithin(dial.address, entry);
  return isSame || (isHere && isThisMachine(entry.host));
}
