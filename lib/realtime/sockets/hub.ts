import type { EventEmitter } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { Server } from "socket.io";
import { Decoder } from "socket.io-parser";
import { findGrant } from "../../access/actor.ts";
import type { Addresses } from "../../access/addresses.ts";
import type { RateLimits } from "../../access/rate-limits.ts";
import { refuseOnSocket } from "../../access/raw-refusal.ts";
import { checkSocketRequest, sessionSecretOf } from "../../access/request-checks.ts";
import type { Shortage } from "../../core/ports/storage.ts";
import { toErrorReport } from "../../operations/error-report.ts";
import { contextOfSession, type WebServices } from "../../operations/services.ts";
import { createBroadcast } from "./broadcast.ts";
import { HubMaintenance } from "./hub-maintenance.ts";
import { WatchedRuns } from "../follow/watched-runs.ts";
import { attachHandlers, type SocketDeps } from "./handlers.ts";
import { PollResponses } from "./poll-responses.ts";
import { ReplyEncoder } from "./reply-encoder.ts";
import { CONNECTION_LIMITS, ConnectionLimiter, type ConnectionLimits } from "./connection-limiter.ts";
import { SlowSockets } from "./slow-sockets.ts";
import { type HubServer, type HubSocket, type SocketData } from "./socket-types.ts";
import { SessionWatch } from "./session-watch.ts";
import { StageWatch } from "./stage-watch.ts";
import {
  countByRole,
  countingEncoder,
  Traffic,
  type HubTraffic,
  type RefusalReason,
  type SocketRole,
} from "./traffic.ts";
import { UnjoinedSockets } from "./unjoined.ts";
import { openStage } from "./open-stage.ts";
import type { StageDirector } from "../stage/stage-director.ts";
import { StageCache } from "../follow/stage-cache.ts";

export const SOCKET_PATH = "/socket.io/";
const PING_MS = 5_000;
const CONNECT_MS = 10_000;
const MAX_MESSAGE_BYTES = 65_536;

export type HubOptions = {
  readonly services: WebServices;
  readonly limits: RateLimits;
  readonly shortage?: () => Shortage | null;
  readonly report: (what: string, error: unknown) => void;
  readonly connectionLimits?: ConnectionLimits;
};

export type HubFigures = HubTraffic & {
  readonly sockets: { readonly [role in SocketRole]: number };
  /** sockets that get no frames until they have caught up */
  readonly slowSockets: number;
  readonly cutSockets: number;
  /** what was written to all clients and has not left the process */
  readonly queuedBytes: number;
};

/** The live part of the web process: follows the watched runs and sends each socket what its role may see. */
export type Hub = {
  /** a polling request below SOCKET_PATH; the caller has checked Host and Origin */
  handleRequest(request: IncomingMessage, response: ServerResponse): void;
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  readonly runs: WatchedRuns;
  readonly stages: StageCache;
  readonly director: StageDirector;
  countSockets(): number;
  /** what was written to all clients and has not left the process */
  queuedBytes(): number;
  figures(): HubFigures;
  close(): Promise<void>;
};

/** Subscribes to log and stages before accepting sockets. Rejects when the database cannot be reached. */
export async function createHub(options: HubOptions): Promise<Hub> {
  const { services, report } = options;
  const isSessionValid = async (secret: string) => (await findGrant(services.grants, secret, "session")) !== null;
  const limiter = new ConnectionLimiter(options.connectionLimits ?? CONNECTION_LIMITS, isSessionValid);
  const polls = new PollResponses();
  const slow = new SlowSockets(services.clock, polls);
  const traffic = new Traffic();
  const io = createSocketServer({ addresses: services.addresses, limiter, traffic, report });
  countConnections(io, limiter, polls);
  const runs = new WatchedRuns({
    log: services.log,
    clock: services.clock,
    report,
    ...(options.shortage === undefined ? {} : { shortage: options.shortage }),
    ...(services.freeSlots === undefined ? {} : { queue: { runs: services.runs, freeSlots: services.freeSlots } }),
    broadcast: createBroadcast(io, slow, traffic),
  });
  const stages = new StageCache(services.stages);
  const countViewers = (...rooms: readonly string[]) =>
    rooms.reduce((sum, room) => sum + (io.sockets.adapter.rooms.get(room)?.size ?? 0), 0);
  const sockets = () => [...io.sockets.sockets.values()];
  const { director, frozen, driverWatch } = await openStage({ services, report, runs, sockets });
  const stageWatch = new StageWatch({ stages, director, sockets });
  const sessionWatch = new SessionWatch({ grants: services.grants, sockets, report });
  const unjoined = new UnjoinedSockets(services.clock);
  const maintenance = new HubMaintenance({
    io,
    runs,
    slow,
    unjoined,
    watches: [stageWatch, driverWatch, sessionWatch],
  });
  acceptSockets(io, options, { runs, stages, slow, director, frozen, countViewers });
  const upgrade = createUpgrade(io);
  await runs.start();
  const unsubscribe = await services.stages.subscribe(() => stageWatch.onChange());
  maintenance.start();
  return {
    handleRequest: (request, response) => {
      polls.track(request, response);
      engineOf(io).handleRequest(request, response);
    },
    handleUpgrade: upgrade,
    runs,
    stages,
    director,
    countSockets: () => io.engine.clientsCount,
    queuedBytes: () => slow.sumQueued(sockets()),
    figures: () => readFigures(traffic, slow, sockets()),
    async close() {
      maintenance.stop();
      await Promise.all([unsubscribe(), runs.close()]);
      await io.close();
    },
  };
}

function readFigures(traffic: Traffic, slow: SlowSockets, sockets: readonly HubSocket[]): HubFigures {
  return {
    ...traffic.read(),
    sockets: countByRole(sockets),
    slowSockets: slow.count,
    cutSockets: slow.cut,
    queuedBytes: slow.sumQueued(sockets),
  };
}

type ServerParts = {
  readonly addresses: Addresses;
  readonly limiter: ConnectionLimiter;
  readonly traffic: Traffic;
  readonly report: HubOptions["report"];
};

function createSocketServer({ addresses, limiter, traffic, report }: ServerParts): HubServer {
  const io: HubServer = new Server({
    parser: { Encoder: countingEncoder(ReplyEncoder, traffic), Decoder },
    serveClient: false,
    perMessageDeflate: false,
    httpCompression: false,
    pingInterval: PING_MS,
    pingTimeout: PING_MS,
    connectTimeout: CONNECT_MS,
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    allowRequest: (request, decide) => {
      const refuse = (reason: RefusalReason, answer: string) => {
        traffic.noteRefused(reason);
        decide(answer, false);
      };
      if (checkSocketRequest(addresses, request) !== null) return refuse("origin", "refused");
      limiter.mayConnect(request.socket.remoteAddress ?? "", sessionSecretOf(addresses, request)).then(
        (mayConnect) => (mayConnect ? decide(null, true) : refuse("full", "full")),
        (error: unknown) => {
          if (!toErrorReport(error).expected) report("A socket's session cannot be read", error);
          refuse("database", "unavailable");
        },
      );
    },
  });
  // socket.io attaches to a server that never listens: the real server passes requests on after its own checks
  io.attach(createServer());
  return io;
}

type EngineSocket = {
  readonly id: string;
  readonly remoteAddress: string | undefined;
  once(event: "close", listener: () => void): void;
};

function countConnections(io: HubServer, limiter: ConnectionLimiter, polls: PollResponses): void {
  io.engine.on("connection", (connection: EngineSocket) => {
    const { id, remoteAddress = "" } = connection;
    limiter.add(remoteAddress);
    polls.open(id);
    connection.once("close", () => {
      limiter.remove(remoteAddress);
      polls.close(id);
    });
  });
}

function acceptSockets(
  io: HubServer,
  { services, limits, report }: HubOptions,
  follow: Omit<SocketDeps, "grants" | "limits" | "contextOf" | "report">,
): void {
  const contextOf = (secret: string | null) => contextOfSession(services, secret, "console");
  const deps: SocketDeps = { ...follow, grants: services.grants, limits, contextOf, report };
  io.on("connection", (socket: HubSocket) => {
    const sessionSecret = sessionSecretOf(services.addresses, socket.request);
    const { address } = socket.handshake;
    Object.assign(socket.data, {
      sessionSecret,
      address,
      location: null,
      joins: 0,
      replacedCode: null,
      wrongCodes: 0,
    } satisfies SocketData);
    attachHandlers(deps, socket);
  });
}

/** Answers bad handshakes itself, since those of engine.io and ws lack the headers that all our answers carry. */
function createUpgrade(io: HubServer): Hub["handleUpgrade"] {
  const upgrading = new WeakSet<IncomingMessage>();
  const engine = engineOf(io);
  // emitted before the engine closes the socket
  engine.on("connection_error", ({ req, message }: { req: IncomingMessage; message: string }) => {
    if (upgrading.has(req)) refuseOnSocket(req.socket, { status: 400, message });
  });
  engine.ws.on("wsClientError", (error: Error, socket: Duplex) =>
    refuseOnSocket(socket, { status: 400, message: error.message }),
  );
  return (request, socket, head) => {
    upgrading.add(request);
    engine.handleUpgrade(request, socket, head);
  };
}

/** socket.io types its engine as a base class that lacks these members of the actual engine. */
function engineOf(io: HubServer): Pick<Hub, "handleRequest" | "handleUpgrade"> & EventEmitter & { ws: EventEmitter } {
  return io.engine as HubServer["engine"] & { ws: EventEmitter };
}
