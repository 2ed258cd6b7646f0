import type { RunStatus } from "../../lib/core/run/statuses.ts";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { io, type Socket } from "socket.io-client";
import { createAddresses } from "../../lib/access/addresses.ts";
import { ensureOperatorGrant } from "../../lib/access/operator-grant.ts";
import { createFront, type Pages } from "../../lib/api/front.ts";
import { assembleWeb, type Web } from "../../lib/composition/web.ts";
import type { NewRunEvent, RunEvent } from "../../lib/core/run/events.ts";
import type { Claim } from "../../lib/core/ports/event-log.ts";
import { newId } from "../../lib/ids.ts";
import type { ClientToHub, Frame, HubToClient, JoinReply } from "../../lib/realtime/protocol/protocol.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import type { Stores } from "../../lib/store/stores.ts";
import { NO_PRICES } from "./prices.ts";
import { buildSampleRun, type SampleOptions } from "./sample-run.ts";
import { skillRegistry } from "./skills/registry.ts";

export const KEY = "test-key-of-the-presenter-22";
export type Client = Socket<HubToClient, ClientToHub>;
export type ClientOptions = {
  readonly cookie?: string;
  readonly origin?: string | null;
  readonly transports?: string[];
  readonly host?: string;
};

/** The web process but for Next, on a port of its own; `pages` says what Next would be handed. */
export type TestWeb = {
  readonly stores: Stores;
  readonly web: Web;
  readonly origin: string;
  readonly faults: { readonly what: string; readonly error: unknown }[];
  /** requests that passed the guard */
  readonly reachedPages: string[];
  /** a presenter's session cookie, as a Cookie header */
  signIn(key?: string): Promise<string>;
  connect(options?: ClientOptions): Client;
  api(
    method: string,
    path: string,
    options?: { body?: unknown; key?: string | null; headers?: Record<string, string> },
  ): Promise<{ status: number; body: unknown; headers: Headers }>;
  close(): Promise<void>;
};

export async function openTestWeb(options: { stores?: Stores; publicUrl?: string | null } = {}): Promise<TestWeb> {
  const stores = options.stores ?? createMemoryStores();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const faults: { what: string; error: unknown }[] = [];
  const report = (what: string, error: unknown) => void faults.push({ what, error });
  await ensureOperatorGrant({ grants: stores.grants, newId }, KEY);
  const addresses = createAddresses({ port, host: "127.0.0.1", publicUrl: options.publicUrl ?? null });
  const web = await assembleWeb({
    stores,
    addresses,
    version: "1.2.3",
    report,
    skills: skillRegistry,
    prices: NO_PRICES,
  });
  const reachedPages: string[] = [];
  const pages: Pages = {
    handle: async (request, response) => {
      reachedPages.push(`${request.method} ${request.url}`);
      response.end("page");
    },
    handleUpgrade: null,
  };
  const front = createFront({ ...web, pages, report });
  server.on("request", (request, response) => void front.handleRequest(request, response));
  server.on("upgrade", (request, socket, head) => front.handleUpgrade(request, socket, head));
  const clients: Client[] = [];
  return {
    stores,
    web,
    origin,
    faults,
    reachedPages,
    signIn: (key = KEY) => signIn(origin, key),
    connect: ({ cookie, origin: from = origin, transports = ["websocket"], host } = {}) => {
      const extraHeaders = {
        ...(from === null ? {} : { Origin: from }),
        ...(cookie === undefined ? {} : { Cookie: cookie }),
        ...(host === undefined ? {} : { Host: host }),
      };
      const client: Client = io(origin, { transports, extraHeaders, forceNew: true, reconnection: false });
      clients.push(client);
      return client;
    },
    api: (method, path, call = {}) => callApi(origin, method, path, call),
    async close() {
      for (const client of clients) client.disconnect();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await web.close();
    },
  };
}

async function signIn(origin: string, key: string): Promise<string> {
  const response = await fetch(`${origin}/api/session`, {
    method: "POST",
    headers: { Origin: origin },
    body: JSON.stringify({ key }),
  });
  const cookie = response.headers.get("set-cookie")?.split(";")[0];
  if (response.status !== 204 || cookie === undefined) throw new Error(`Signing in failed with ${response.status}`);
  return cookie;
}

async function callApi(
  origin: string,
  method: string,
  path: string,
  { body, key = KEY, headers = {} }: { body?: unknown; key?: string | null; headers?: Record<string, string> },
) {
  const response = await fetch(`${origin}${path}`, {
    method,
    headers: { ...(key === null ? {} : { Authorization: `Bearer ${key}` }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === "" ? null : (JSON.parse(text) as unknown),
  };
}

/** A run in the store that a test writes as its runner would, event by event. */
export async function createSampleRun({ stores }: Pick<TestWeb, "stores">, options: SampleOptions = {}) {
  const [queued, ...rest] = buildSampleRun(options);
  if (queued?.type !== "run.queued") throw new Error("A sample run begins with run.queued");
  const runId = newId("run");
  await stores.runs.create({ id: runId, spec: queued.spec, actor: queued.actor, at: queued.at });
  const owner = { runnerId: "runner_test", host: "test", pid: process.pid, processStartedAt: "0" };
  const claim = (await stores.ownership.claim(runId, owner)) as Claim;
  const writer = stores.log.openWriter(claim);
  let next = 0;
  return {
    runId,
    claim,
    total: rest.length,
    /** Appends the next so many events of the sample. */
    async append(count: number, status?: RunStatus) {
      const events = rest.slice(next, next + count).map(withoutSeq);
      next += events.length;
      if (events.length > 0) await writer.append({ events, ...(status === undefined ? {} : { status }) });
    },
    appendEvents: (events: readonly NewRunEvent[]) => writer.append({ events }),
  };
}

function withoutSeq({ seq: _, ...event }: RunEvent): NewRunEvent {
  return event;
}

export function joinAsPresenter(client: Client, runId: string): Promise<JoinReply> {
  return client.timeout(5_000).emitWithAck("join", { protocol: 1, as: "presenter", runId });
}

export function joinAsAudience(client: Client, code: string): Promise<JoinReply> {
  return client.timeout(5_000).emitWithAck("join", { protocol: 1, as: "audience", code });
}

/** Resolves with the first message of that name for which the test says yes. */
export function once<Name extends keyof HubToClient>(
  client: Client,
  name: Name,
  matches: (payload: Parameters<HubToClient[Name]>[0]) => boolean = () => true,
): Promise<Parameters<HubToClient[Name]>[0]> {
  const untyped = client as unknown as {
    on(name: string, listener: Listener): void;
    off(name: string, listener: Listener): void;
  };
  type Listener = (payload: Parameters<HubToClient[Name]>[0]) => void;
  return new Promise((resolve) => {
    const listener: Listener = (payload) => {
      if (!matches(payload)) return;
      untyped.off(name, listener);
      resolve(payload);
    };
    untyped.on(name, listener);
  });
}

export function connected(client: Client): Promise<void> {
  return new Promise((resolve, reject) => {
    client.once("connect", resolve);
    client.once("connect_error", reject);
  });
}

export type { Frame };
