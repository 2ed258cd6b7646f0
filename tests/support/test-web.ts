import { randomUUID } from "node:crypto";
import { LIVE_PROTOCOL } from "../../lib/realtime/protocol/protocol.ts";
import type { RunStatus } from "../../lib/core/run/statuses.ts";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { io, type Socket } from "socket.io-client";
import { createAddresses } from "../../lib/access/addresses.ts";
import type { RateLimits } from "../../lib/access/rate-limits.ts";
import { ensureOperatorGrant } from "../../lib/access/operator-grant.ts";
import { attachFront, FRONT_SERVER } from "../../lib/api/attach-front.ts";
import { createFront, type Pages } from "../../lib/api/front.ts";
import { assembleWeb, type Web } from "../../lib/composition/web.ts";
import type { NewRunEvent, RunEvent } from "../../lib/core/run/events.ts";
import type { Claim } from "../../lib/core/ports/event-log.ts";
import { newId } from "../../lib/ids.ts";
import type { ClientToHub, Frame, HubToClient, JoinReply } from "../../lib/realtime/protocol/protocol.ts";
import type { SkillChecker } from "../../lib/core/ports/skill-checker.ts";
import type { InstalledSkills } from "../../lib/skills/sources/installed-skill.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import type { Stores } from "../../lib/store/stores.ts";
import { openCheckedApi, type Reply } from "./checked-api.ts";
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

/** The web process without Next, on its own port. `reachedPages` records the requests that Next would receive. */
export type TestWeb = {
  readonly stores: Stores;
  readonly web: Web;
  readonly origin: string;
  readonly faults: { readonly what: string; readonly error: unknown }[];
  /** requests that passed the guard, each with the length of its body if it has one */
  readonly reachedPages: string[];
  /** a presenter's session cookie, as a Cookie header */
  signIn(key?: string): Promise<string>;
  connect(options?: ClientOptions): Client;
  api(
    method: string,
    path: string,
    options?: { body?: unknown; key?: string | null; headers?: Record<string, string> },
  ): Promise<Reply>;
  /** any request; its answer is checked against the OpenAPI document */
  send(path: string, init: RequestInit & { readonly method: string }): Promise<Reply>;
  close(): Promise<void>;
};

export async function openTestWeb(
  options: {
    stores?: Stores;
    publicUrl?: string | null;
    skills?: InstalledSkills;
    checker?: SkillChecker;
    limits?: RateLimits;
  } = {},
): Promise<TestWeb> {
  const stores = options.stores ?? createMemoryStores();
  const server = createServer(FRONT_SERVER);
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
    operatorKey: KEY,
    version: "1.2.3",
    report,
    skills: options.skills ?? skillRegistry,
    prices: NO_PRICES,
    ...(options.checker === undefined ? {} : { checker: options.checker }),
    ...(options.limits === undefined ? {} : { limits: options.limits }),
  });
  const reachedPages: string[] = [];
  const pages: Pages = {
    handle: async (request, response) => {
      const body = await buffer(request);
      reachedPages.push(`${request.method} ${request.url}${body.length === 0 ? "" : ` ${body.length}`}`);
      const { "x-nonce": nonce = "", "content-security-policy": policy = "" } = request.headers;
      response.setHeader("Seen-Nonce", `${String(nonce)} ${/script-src[^;]*/.exec(String(policy))?.[0] ?? ""}`);
      response.end("page");
    },
    handleUpgrade: null,
  };
  const front = createFront({ ...web, pages, report });
  attachFront(server, front);
  const clients: Client[] = [];
  const send = openCheckedApi(origin);
  return {
    stores,
    web,
    origin,
    faults,
    reachedPages,
    signIn: (key = KEY) => signIn(send, origin, key),
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
    send,
    api: (method, path, { body, key = KEY, headers = {} } = {}) =>
      send(path, {
        method,
        headers: { ...(key === null ? {} : { Authorization: `Bearer ${key}` }), ...headers },
        ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      }),
    async close() {
      for (const client of clients) client.disconnect();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await web.close();
    },
  };
}

async function signIn(send: TestWeb["send"], origin: string, key: string): Promise<string> {
  const init = { method: "POST", headers: { Origin: origin }, body: JSON.stringify({ key }) };
  const { status, headers } = await send("/api/session", init);
  const cookie = headers.get("set-cookie")?.split(";")[0];
  if (status !== 204 || cookie === undefined) throw new Error(`Signing in failed with ${status}`);
  return cookie;
}

/** A stored run that a test extends event by event, as a runner would. */
export async function createSampleRun({ stores }: Pick<TestWeb, "stores">, options: SampleOptions = {}) {
  const [queued, ...rest] = buildSampleRun(options);
  if (queued?.type !== "run.queued") throw new Error("A sample run begins with run.queued");
  const runId = newId("run");
  await stores.runs.create({ id: runId, spec: queued.spec, actor: queued.actor, at: queued.at });
  const owner = {
    runnerId: "runner_test",
    machineId: "test",
    processSpace: "boot",
    pid: process.pid,
    processStartedAt: "0",
  };
  const claim = (await stores.ownership.claim(runId, owner)) as Claim;
  const writer = stores.log.openWriter(claim);
  let next = 0;
  return {
    runId,
    claim,
    total: rest.length,
    /** Appends the next `count` events of the sample. */
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
  return client.timeout(5_000).emitWithAck("join", {
    protocol: LIVE_PROTOCOL,
    as: "presenter",
    runId,
    console: { id: randomUUID(), name: "a test" },
    fresh: true,
  });
}

export function joinAsAudience(client: Client, code: string): Promise<JoinReply> {
  return client.timeout(5_000).emitWithAck("join", { protocol: LIVE_PROTOCOL, as: "audience", code });
}

/** Resolves with the first message of that name that matches. */
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
