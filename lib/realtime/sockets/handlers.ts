import type { OperationContext } from "../../operations/context.ts";
import { sendCommand } from "../../operations/runs/send-command.ts";
import { describeFault } from "../../operations/error-report.ts";
import { CommandMessage, ResyncMessage } from "../protocol/messages.ts";
import type { CommandReply, LiveError, ResyncReply } from "../protocol/protocol.ts";
import { join, type JoinDeps } from "./joins.ts";
import type { HubSocket } from "./socket-types.ts";

export type SocketDeps = JoinDeps & {
  /** the context of whoever holds the session cookie, looked up anew: a revoked session directs nothing more */
  readonly contextOf: (sessionSecret: string | null) => Promise<OperationContext>;
  readonly report: (what: string, error: unknown) => void;
};

type Ack = (reply: unknown) => void;
type Answer = (payload: unknown) => Promise<unknown>;

/** What a socket may ask. An audience socket gets as far as `command` only to be told no. */
export function attachHandlers(deps: SocketDeps, socket: HubSocket): void {
  const answers: { readonly [event: string]: Answer } = {
    join: (payload) => join(deps, socket, payload),
    resync: (payload) => resync(deps, socket, payload),
    command: (payload) => command(deps, socket, payload),
    probe: async () => undefined,
  };
  // one listener for whatever arrives: a message with an unknown name or without an ack is counted and ends here
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
    ack(refuse("invalid", "Too many messages. Wait a second."));
    if (allowance === "close") socket.disconnect(true);
  } catch (error) {
    const fault = describeFault(error);
    if (!fault.expected) deps.report("A socket's message failed", error);
    ack(refuse("unavailable", fault.message));
  }
}

async function resync({ runs }: SocketDeps, socket: HubSocket, payload: unknown): Promise<ResyncReply> {
  const parsed = ResyncMessage.safeParse(payload);
  const { place } = socket.data;
  if (!parsed.success || !place?.runId)
    return refuse("invalid", "Join a run first, then ask with the last seq that you have.");
  const frame = await (await runs.watch(place.runId))?.resync(place.role, parsed.data.afterSeq);
  return frame ? { ok: true, frame } : refuse("invalid", "That is too long ago: join again.");
}

async function command(deps: SocketDeps, socket: HubSocket, payload: unknown): Promise<CommandReply> {
  if (socket.data.place?.role !== "presenter") return refuse("forbidden", "Only the presenter can direct a run.");
  const parsed = CommandMessage.safeParse(payload);
  if (!parsed.success) return refuse("invalid", "This is no command.");
  const { runId, ...asked } = parsed.data;
  const ctx = await deps.contextOf(socket.data.sessionSecret);
  const result = await sendCommand(ctx, runId, asked);
  return result.ok ? { ok: true, duplicate: result.value.duplicate } : result;
}

function refuse(code: LiveError["code"], message: string): { ok: false; error: LiveError } {
  return { ok: false, error: { code, message } };
}
