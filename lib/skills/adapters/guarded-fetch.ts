import { readReservedTargets } from "../../config.ts";
import { createGuardedFetch } from "../../network-guard/guarded-fetch.ts";

/** The way to the server of a URL and to those that skill.yaml allows besides, at `allowKey`; never to our own servers. */
export function openGuardedFetch(url: string, allow: readonly string[], allowKey: string): typeof globalThis.fetch {
  return createGuardedFetch({ url, allow, reserved: readReservedTargets(), allowKey });
}
