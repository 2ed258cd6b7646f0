import { io } from "socket.io-client";
import type { Socket } from "socket.io-client";
import type {
  ClientToHub,
  CommandReply,
  CommandRequest,
  Frame,
  HubToClient,
  JoinReply,
  JoinRequest,
  LiveError,
  ResyncReply,
} from "../../realtime/protocol/protocol.ts";
import { LIVE_PROTOCOL } from "../../realtime/protocol/protocol.ts";
import type { LiveView } from "./live-view.ts";
import { applyFrame, viewOfJoin } from "./live-view.ts";

export type StreamTarget =
  | { readonly as: "presenter"; readonly runId: string }
  | { readonly as: "audience"; readonly code: string };
export type Refusal = { readonly code: string; readonly message: string };
export type LinkStatus = { readonly joined: boolean; readonly refusal: Refusal | null };

export type LiveConnectionOptions = {
  readonly target: StreamTarget;
  /** null: the page's own origin */
  readonly url: string | null;
  readonly initial: LiveView | null;
  readonly nowMs: () => number;
  readonly onView: (view: LiveView) => void;
  readonly onStatus: (status: LinkStatus) => void;
};

export type LiveConnection = {
  /** Requests the current state again, e.g. after the page was in the background. */
  rejoin(): void;
  sendCommand(request: CommandRequest): Promise<CommandReply>;
  /** Round-trip time to the hub in ms; null without a connection. */
  measureLatency(): Promise<number | null>;
  close(): void;
};

type HubSocket = Socket<HubToClient, ClientToHub>;
const ACK_TIMEOUT_MS = 5_000;
const CONNECT_TIMEOUT_MS = 5_000;
const RETRY_MS = 2_000;
/** Refusals after which the page asks again by itself. */
const PASSING: ReadonlySet<string> = new Set<LiveError["code"]>(["unavailable", "too-many"]);

/** Follows one run or stage: joins on every connect, folds frames, resyncs after a gap. */
export function openLiveConnection(options: LiveConnectionOptions): LiveConnection {
  const socket = createSocket(options.url);
  let view = options.initial;
  let resyncing = false;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const show = (next: LiveView) => {
    view = next;
    options.onView(next);
  };
  const join = async () => {
    clearTimeout(retry);
    const reply = await ask<JoinReply>(() =>
      socket.timeout(ACK_TIMEOUT_MS).emitWithAck("join", toJoinRequest(options.target)),
    );
    if (reply?.ok) {
      resyncing = false;
      show(viewOfJoin(reply, options.nowMs(), view));
      options.onStatus({ joined: true, refusal: null });
    } else if (reply && !PASSING.has(reply.error.code)) {
      options.onStatus({ joined: false, refusal: reply.error });
    } else if (socket.connected) {
      retry = setTimeout(() => void join(), reply?.error.retryAfterMs ?? RETRY_MS);
    }
  };
  const fold = (frame: Frame) => {
    if (!view) return;
    const result = applyFrame(view, frame, options.nowMs());
    show(result.view);
    if (result.gap) void resync();
  };
  const resync = async () => {
    if (resyncing || !view) return;
    resyncing = true;
    const afterSeq = view.factSeq;
    const reply = await askMissed(socket, afterSeq);
    resyncing = false;
    if (reply?.ok && reply.frame.prevFactSeq <= (view?.factSeq ?? 0)) fold(reply.frame);
    else if (socket.connected) void join();
  };
  socket.on("connect", () => void join());
  socket.on("connect_error", ({ message }) => {
    // some networks accept WebSockets and then drop them without an error: start with polling instead
    if (message === "timeout") socket.io.opts.transports = ["polling", "websocket"];
  });
  socket.on("disconnect", () => options.onStatus({ joined: false, refusal: null }));
  socket.on("frame", fold);
  socket.on("stage", () => void join());
  socket.on("presence", ({ watching }) => {
    if (view) show({ ...view, watching });
  });

  return {
    rejoin: () => (socket.connected ? void join() : void socket.connect()),
    sendCommand: (request) => sendCommand(socket, request),
    measureLatency: () => probe(socket, options.nowMs),
    close: () => {
      clearTimeout(retry);
      socket.close();
    },
  };
}

function createSocket(url: string | null): HubSocket {
  const transports = ["websocket", "polling"];
  const delays = { timeout: CONNECT_TIMEOUT_MS, reconnectionDelay: 300, reconnectionDelayMax: 3_000 };
  const settings = { transports, tryAllTransports: true, forceNew: true, ...delays };
  return url === null ? io(settings) : io(url, settings);
}

function toJoinRequest(target: StreamTarget): JoinRequest {
  return { protocol: LIVE_PROTOCOL, ...target };
}

/** The facts after a seq. Asks again for as long as the hub says when to. */
async function askMissed(socket: HubSocket, afterSeq: number): Promise<ResyncReply | null> {
  for (;;) {
    const reply = await ask(() => socket.timeout(ACK_TIMEOUT_MS).emitWithAck("resync", { afterSeq }));
    const waitMs = reply?.ok === false ? reply.error.retryAfterMs : undefined;
    if (waitMs === undefined) return reply;
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}

async function sendCommand(socket: HubSocket, request: CommandRequest): Promise<CommandReply> {
  // socket.io would buffer the click and send it after a reconnect, when it may no longer apply
  if (!socket.connected) throw new Error("There is no connection to send the command over");
  return socket.timeout(ACK_TIMEOUT_MS).emitWithAck("command", request);
}

async function probe(socket: HubSocket, nowMs: () => number): Promise<number | null> {
  if (!socket.connected) return null;
  const sentAtMs = nowMs();
  const answered = await ask(async () => {
    await socket.timeout(ACK_TIMEOUT_MS).emitWithAck("probe");
    return true;
  });
  return answered ? nowMs() - sentAtMs : null;
}

/** null when no answer arrives in time: the connection state shows that, and the next connect requests it again. */
async function ask<Reply>(question: () => Promise<Reply>): Promise<Reply | null> {
  try {
    return await question();
  } catch {
    return null;
  }
}
