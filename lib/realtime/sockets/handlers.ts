import { describeStageRefusal } from "../../core/words/refusals.ts";
import type { OperationContext } from "../../operations/context.ts";
import { sendCommand } from "../../operations/runs/send-command.ts";
import { toErrorReport } from "../../operations/error-report.ts";
import { CommandMessage, DirectMessage, JoinMessage, ResyncMessage } from "../protocol/messages.ts";
import type { CommandReply, DirectReply, LiveError, ResyncReply } from "../protocol/protocol.ts";
import { join, type JoinDeps } from "./joins.ts";
import type { SlowSockets } from "./slow-sockets.ts";
import type { HubSocket } from "./socket-types.ts";

export type SocketDeps = JoinDeps & {
  readonly slow: Pick<SlowSockets, "isFull">;
  /** creates the context for the session cookie, looked up each time so that a revoked session takes effect at once */
  readonly contextOf: (sessionSecret: string | null) => Promise<OperationContext>;
  readonly report: (what: string, error: unknown) => void;
};

const FULL_RETRY_MS = 1_000;

type Ack = (reply: unknown) => void;
type Answer = (payload: unknown) => Promise<unknown>;

/** Registers the request handlers of a socket. `command` is refused for audience sockets. */
export function attachHandlers(deps: SocketDeps, socket: HubSocket): void {
  const answers: { readonly [event: string]: Answer } = {
    join: (payload) => answerStateRequest(deps, socket, "join", payload, join),
    resync: (payload) => answerStateRequest(deps, socket, "resync", payload, resync),
    command: (payload) => command(deps, socket, payload),
    direct: async (payload) => direct(deps, socket, payload),
    probe: async () => undefined,
  };
  // a single listener, so that unknown messages and messages without an ack count against the rate limit too
  socket.onAny((event: string, ...args: unknown[]) => {
    const ack = args.at(-1);
    const answer = Object.hasOwn(answers, event) ? answers[event] : undefined;
    const isKnown = answer !== undefined && typeof ack === "function";
    void answerWithinLimits(deps, socket, isKnown ? () => answer(args[0]) : ignore, isKnown ? (ack as Ack) : ignore);
  });
}

async function ignore(): Promise<void> {}

async function answerWithinLimits(
  deps: SocketDeps,
  socket: HubSocket,
  answer: () => Promise<unknown>,
  ack: Ack,
): Promise<void> {
  try {
    const allowance = await deps.limits.takeMessage(socket.id);
    if (allowance === "ok") return ack(await answer());
    ack(refuseForNow(1_000));
    if (allowance === "close") socket.disconnect(true);
  } catch (error) {
    const report = toErrorReport(error);
    if (!report.expected) deps.report("A socket's message failed", error);
    ack(refuse("unavailable", report.message));
  }
}

const STATE_REQUESTS = { join: JoinMessage, resync: ResyncMessage };

/** A client that sends too many requests, or does not read the answers, gets no further state. */
async function answerStateRequest<Reply>(
  deps: SocketDeps,
  socket: HubSocket,
  request: keyof typeof STATE_REQUESTS,
  payload: unknown,
  answer: (deps: SocketDeps, socket: HubSocket, payload: unknown) => Promise<Reply>,
): Promise<Reply | ReturnType<typeof refuseForNow>> {
  if (!STATE_REQUESTS[request].safeParse(payload).success) return answer(deps, socket, payload);
  const waitMs = await deps.limits.takeState(request, socket.id);
  if (waitMs > 0) return refuseForNow(waitMs);
  if (deps.slow.isFull(socket)) return refuseForNow(FULL_RETRY_MS);
  const reply = await answer(deps, socket, payload);
  return deps.slow.isFull(socket) ? refuseForNow(FULL_RETRY_MS) : reply; // two requests may overlap
}

async function resync({ runs }: SocketDeps, socket: HubSocket, payload: unknown): Promise<ResyncReply> {
  const parsed = ResyncMessage.safeParse(payload);
  const { location } = socket.data;
  if (!parsed.success || !location?.runId)
    return refuse("invalid", "Join a run first, then send the last seq that you have.");
  const watched = await runs.watch(location.runId);
  // meanwhile the code may have been renewed, or the session may have ended
  if (socket.data.location !== location) return refuse("superseded", "The stage has moved: join again.");
  const frame = watched?.resync(location.role, parsed.data.afterSeq) ?? null;
  return frame !== null ? { ok: true, frame } : refuse("invalid", "The gap is too large: join again.");
}

async function command(deps: SocketDeps, socket: HubSocket, payload: unknown): Promise<CommandReply> {
  const { location } = socket.data;
  // after a reconnect a click may come before the join is answered: its page then sends it over HTTP
  if (location === null) return refuse("unavailable", "This page has not joined its run again yet.");
  if (location.role !== "presenter") return refuse("forbidden", "Only the presenter can control a run.");
  const parsed = CommandMessage.safeParse(payload);
  if (!parsed.success) return refuse("invalid", "Invalid command.");
  const { runId, ...request } = parsed.data;
  const refusal = deps.director.refuseCommand(runId, location.console?.id ?? null);
  if (refusal !== null) return refuse(refusal.code, describeStageRefusal(refusal));
  const ctx = await deps.contextOf(socket.data.sessionSecret);
  const result = await sendCommand(ctx, runId, request);
  return result.ok ? { ok: true, duplicate: result.value.duplicate } : result;
}

/** Needs no database: the session was checked at the join, and its end closes the socket. */
function direct({ director }: SocketDeps, socket: HubSocket, payload: unknown): DirectReply {
  const { location } = socket.data;
  if (location === null) return refuse("unavailable", "This page has not joined its run again yet.");
  if (location.console === null) return refuse("forbidden", "Only a presenter can direct the stage.");
  const parsed = DirectMessage.safeParse(payload);
  if (!parsed.success) return refuse("invalid", "Invalid request to the stage.");
  const { act } = parsed.data;
  const result = director.act(act, location.console);
  return result.ok
    ? { ok: true, changed: result.value }
    : refuse(result.error.code, describeStageRefusal(result.error));
}

function refuseForNow(retryAfterMs: number): { ok: false; error: LiveError } {
  return { ok: false, error: { code: "too-many", message: "Too many messages. Wait a second.", retryAfterMs } };
}

function refuse(code: LiveError["code"], message: string): { ok: false; error: LiveError } {
  return { ok: false, error: { code, message } };
}
