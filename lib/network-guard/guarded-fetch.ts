import { fetch, type RequestInit } from "undici";
import { createGuardedAgent, type Lookup } from "./guarded-agent.ts";
import { createServerList } from "./server-list.ts";

export type GuardedServer = {
  readonly url: string;
  /** servers besides, with their ports */
  readonly allow: readonly string[];
  /** our own servers, which no skill may reach */
  readonly reserved: readonly string[];
  /** where skill.yaml lists what is allowed */
  readonly allowKey: string;
  readonly lookup?: Lookup;
};

/** A worker's calls at the same time, and a stream of notifications. */
const CONNECTIONS = 34;

/**
 * A fetch that reaches the server of a URL, if that is on the internet, and those of `allow`. Each connection is checked by the
 * address that is dialled. A redirect is an error: it would carry the headers with secrets elsewhere.
 */
export function createGuardedFetch({ url, allow, reserved, allowKey, lookup }: GuardedServer): typeof globalThis.fetch {
  const dispatcher = createGuardedAgent({
    list: createServerList(new URL(url), allow, reserved),
    connections: CONNECTIONS,
    allowKey,
    ...(lookup === undefined ? {} : { lookup }),
  });
  return async (target, init) => {
    // undici's types of requests and answers and those of the global fetch describe the same objects
    const request = { ...init, redirect: "error", dispatcher } as unknown as RequestInit;
    return (await fetch(target as string | URL, request)) as unknown as Response;
  };
}
