import type { FetchLike } from "@modelcontextprotocol/sdk/shared/transport.js";
import { fetch, type RequestInit } from "undici";
import { readReservedTargets } from "../../../config.ts";
import { createGuardedAgent, type Lookup } from "../../../network-guard/guarded-agent.ts";
import { createServerList } from "../../../network-guard/server-list.ts";

export type GuardedServer = {
  readonly url: string;
  readonly allow: readonly string[];
  /** our own servers, which no skill may reach; by default what our environment names */
  readonly reserved?: readonly string[];
  readonly lookup?: Lookup;
};

/** Streams of notifications and a call or two at the same time. */
const CONNECTIONS = 16;

/**
 * The fetch for an MCP server over HTTP: it reaches the server of the URL, if that is on the internet, and those of `allow`. Each
 * connection is checked by the address that is dialled. Every request of an MCP skill leaves here.
 */
export function createAllowedFetch({ url, allow, reserved = readReservedTargets(), lookup }: GuardedServer): FetchLike {
  const dispatcher = createGuardedAgent({
    list: createServerList(new URL(url), allow, reserved),
    connections: CONNECTIONS,
    allowKey: "invoke.server.allow",
    ...(lookup === undefined ? {} : { lookup }),
  });
  return async (target, init) => {
    // undici's types of requests and answers and those of the global fetch describe the same objects
    const request = { ...init, redirect: "error", dispatcher } as unknown as RequestInit;
    return (await fetch(target, request)) as unknown as Response;
  };
}
