import type { EventEmitter } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { Server } from "socket.io";
import type { Addresses } from "../../access/addresses.ts";
import type { RateLimits } from "../../access/rate-limits.ts";
import { refuseOnSocket } from "../../access/raw-refusal.ts";
import { checkSocketRequest, sessionSecretOf } from "../../access/request-checks.ts";
import type { Shortage } from "../../core/ports/storage.ts";
import { contextOfSession, type WebServices } from "../../operations/services.ts";
import { HubMaintenance } from "./hub-maintenance.ts";
import { WatchedRuns } from "../follow/watched-runs.ts";
import { attachHandlers, type SocketDeps } from "./handlers.ts";
import { runRoom, type HubServer, type HubSocket, type SocketData } from "./socket-types.ts";
import { SessionWatch } from "./session-watch.ts";
import { StageWatch } from "./stage-watch.ts";
import { StageCache } from "../follow/stage-cache.ts";

export const SOCKET_PATH = "/socket.io/";
const MAX_SOCKETS = 10_000;
const PING_MS = 5_000;
const CONNECT_MS = 10_000;
const MAX_MESSAGE_BYTES = 65_536;

export type HubOptions = {
  readonly services: WebServices;
  readonly limits: RateLimits;
  readonly shortage?: () => Shortage | null;
  readonly report: (what: string, error: unknown) => void;
};

/** The live part of the web process: follows the watched runs and sends each socket what its role may see. */
export type Hub = {
  /** a polling request below SOCKET_PATH; the caller has checked Host and Origin */
  handleRequest(request: IncomingMessage, response: ServerResponse): void;
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  readonly runs: WatchedRuns;
  readonly stages: StageCache;
  countSockets(): number;
  close(): Promise<void>;
};

/** Subscribes to log and stages before accepting sockets. Rejects when the database cannot be reached. */
export async function createHub(options: HubOptions): Promise<Hub> {
  const { services, report } = options;
  const io = createSocketServer(services.addresses);
  const runs = new WatchedRuns({
    log: services.log,
    clock: services.clock,
    report,
    ...(options.shortage === undefined ? {} : { shortage: options.shortage }),
    ...(services.freeSlots === undefined ? {} : { queue: { runs: services.runs, freeSlots: services.freeSlots } }),
    broadcast: (runId, role, frame, { volatile }) => {
      const room = io.to(runRoom(runId, role));
      (volatile ? room.volatile : room).emit("frame", frame);
    },
  });
  const stages = new StageCache(services.stages);
  const countViewers = (room: string) => io.sockets.adapter.rooms.get(room)?.size ?? 0;
  const sockets = () => [...io.sockets.sockets.values()];
  const stageWatch = new StageWatch({ stages, sockets });
  const sessionWatch = new SessionWatch({ grants: services.grants, sockets, report });
  const maintenance = new HubMaintenance({ io, runs, watches: [stageWatch, sessionWatch] });
  acceptSockets(io, options, { runs, stages, countViewers });
  const upgrade = createUpgrade(io);
  await runs.start();
  const unsubscribe = await services.stages.subscribe(() => stageWatch.onChange());
  maintenance.start();
  return {
    handleRequest: (request, response) => engineOf(io).handleRequest(request, response),
    handleUpgrade: upgrade,
    runs,
    stages,
    countSockets: () => io.engine.clientsCount,
    async close() {
      maintenance.stop();
      await Promise.all([unsubscribe(), runs.close()]);
      await io.close();
    },
  };
}

function createSocketServer(addresses: Addresses): HubServer {
  const io: HubServer = new Server({
    serveClient: false,
    perMessageDeflate: false,
    httpCompression: false,
    pingInterval: PING_MS,
    pingTimeout: PING_MS,
    connectTimeout: CONNECT_MS,
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    allowRequest: (request, decide) => {
      const isAccepted = checkSocketRequest(addresses, request) === null && io.engine.clientsCount < MAX_SOCKETS;
      decide(isAccepted ? null : "refused", isAccepted);
    },
  });
  // socket.io attaches to a server that never listens: the real server passes requests on after its own checks
  io.attach(createServer());
  return io;
}

function acceptSockets(
  io: HubServer,
  { services, limits, report }: HubOptions,
  follow: Pick<SocketDeps, "runs" | "stages" | "countViewers">,
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
      renewedCode: null,
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
