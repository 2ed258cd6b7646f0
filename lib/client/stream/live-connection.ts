import { io } from "socket.io-client";
import type { Socket } from "socket.io-client";
import type {
  ClientToHub,
  CommandReply,
  CommandRequest,
  DirectReply,
  HubToClient,
  JoinRequest,
  LiveError,
  ResyncReply,
} from "../../realtime/protocol/protocol.ts";
import { LIVE_PROTOCOL } from "../../realtime/protocol/protocol.ts";
import type { StageAct } from "../../core/stage/direct.ts";
import type { ConsoleName } from "../../core/stage/programme.ts";
import type { LiveView } from "./live-view.ts";
import { createJoiner } from "./joiner.ts";
import { createPicture } from "./live-picture.ts";
import { createReconnection } from "./reconnection.ts";
import type { Refusal } from "./refusal.ts";

export type StreamTarget =
  /** `console`: the tab, if it may drive */
  | { readonly as: "presenter"; readonly runId: string; readonly console: ConsoleName | null }
  | { readonly as: "audience"; readonly code: string };
export type LinkStatus = {
  readonly joined: boolean;
  /** final, until the page wakes up */
  readonly refusal: Refusal | null;
  /** a temporary refusal: the page tries again by itself */
  readonly waiting: Refusal | null;
};

export type LiveConnectionOptions = {
  readonly target: StreamTarget;
  /** null: the page's own origin */
  readonly url: string | null;
  readonly initial: LiveView | null;
  readonly nowMs: () => number;
  /** spreads the retries of a crowd */
  readonly random: () => number;
  readonly onView: (view: LiveView) => void;
  readonly onStatus: (status: LinkStatus) => void;
  /** the stage has another code or another run, which a console shows too */
  readonly onStageChanged?: () => void;
};

export type LiveConnection = {
  /** Requests the current state again, e.g. after the page was in the background. */
  rejoin(): void;
  sendCommand(request: CommandRequest): Promise<CommandReply>;
  /** Changes what the room sees, or who directs it. Rejects without an acknowledgement in time. */
  direct(act: StageAct): Promise<DirectReply>;
  /** Round-trip time to the hub in ms; null without a connection. */
  measureLatency(): Promise<number | null>;
  close(): void;
};

type HubSocket = Socket<HubToClient, ClientToHub>;
const NOT_JOINED: LinkStatus = { joined: false, refusal: null, waiting: null };
const ACK_TIMEOUT_MS = 5_000;
const CONNECT_TIMEOUT_MS = 5_000;

/** Follows one run or stage: joins on every connect, folds frames, resyncs after a gap. */
export function openLiveConnection(options: LiveConnectionOptions): LiveConnection {
  const socket = createSocket(options.url);
  const reconnection = createReconnection(socket, options.random);
  let refusal: Refusal | null = null;
  let fresh = true;

  const report = (status: Partial<LinkStatus>) => options.onStatus({ ...NOT_JOINED, ...status });
  const refuse = (final: Refusal) => {
    refusal = final;
    stop();
    socket.disconnect();
    report({ refusal });
  };
  const stop = () => [joiner, reconnection].forEach((each) => each.stop());
  const joiner = createJoiner({
    ask: () => ask(() => socket.timeout(ACK_TIMEOUT_MS).emitWithAck("join", toJoinRequest(options.target, fresh))),
    onJoined: (reply) => {
      [refusal, fresh] = [null, false];
      reconnection.onJoined();
      picture.onJoined(reply);
      report({ joined: true });
    },
    onRefused: refuse,
    onWaiting: (waiting) => report({ waiting, refusal }),
    random: options.random,
  });
  const picture = createPicture({
    ...options,
    askMissed: (afterSeq, isNeeded) => askMissed(socket, afterSeq, isNeeded),
    joinAgain: () => joiner.renew(),
  });
  socket.on("connect", () => {
    picture.onConnect();
    joiner.restart();
  });
  socket.on("connect_error", reconnection.onError);
  socket.on("disconnect", (reason) => {
    joiner.stop();
    if (refusal !== null) return;
    report({});
    reconnection.onDisconnect(reason);
  });
  socket.on("frame", picture.fold);
  socket.on("stage", () => joiner.renew());
  socket.on("stage-changed", () => options.onStageChanged?.());
  socket.on("programme", (programme) => picture.onProgramme(programme));
  socket.on("ended", refuse);
  socket.on("presence", ({ watching }) => picture.onPresence(watching));

  return {
    rejoin: () => (socket.connected ? joiner.request() : void socket.connect()),
    // another way to the hub would end at the same refusal, with an answer that does not say why
    sendCommand: async (request) => (refusal === null ? sendCommand(socket, request) : { ok: false, error: refusal }),
    direct: async (act) => (refusal === null ? direct(socket, act) : { ok: false, error: toForbidden(refusal) }),
    measureLatency: () => probe(socket, options.nowMs),
    close: () => {
      stop();
      socket.close();
    },
  };
}

function toForbidden({ message }: Refusal): LiveError {
  return { code: "forbidden", message };
}

async function direct(socket: HubSocket, act: StageAct): Promise<DirectReply> {
  // as for commands: black after a reconnect would come as a surprise
  if (!socket.connected) throw new Error("There is no connection to direct the stage over");
  return socket.timeout(ACK_TIMEOUT_MS).emitWithAck("direct", { act });
}

function createSocket(url: string | null): HubSocket {
  const transports = ["websocket", "polling"];
  const delays = { timeout: CONNECT_TIMEOUT_MS, reconnectionDelay: 300, reconnectionDelayMax: 3_000 };
  const settings = { transports, tryAllTransports: true, forceNew: true, ...delays };
  return url === null ? io(settings) : io(url, settings);
}

function toJoinRequest(target: StreamTarget, fresh: boolean): JoinRequest {
  if (target.as === "audience") return { protocol: LIVE_PROTOCOL, ...target };
  const { as, runId, console } = target;
  return { protocol: LIVE_PROTOCOL, as, runId, ...(console === null ? {} : { console, fresh }) };
}

/** The facts after a seq. Repeats the request as long as the hub defers it and the facts are needed. */
async function askMissed(socket: HubSocket, afterSeq: number, isNeeded: () => boolean): Promise<ResyncReply | null> {
  for (;;) {
    // socket.io would keep the request and send it over the next connection, before that has joined
    if (!socket.connected || !isNeeded()) return null;
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
