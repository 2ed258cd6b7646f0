import { toJoinCode, UNKNOWN_CODE } from "../../access/join-code.ts";
import { findGrant } from "../../access/actor.ts";
import type { RateLimits } from "../../access/rate-limits.ts";
import type { GrantStore } from "../../core/ports/run-store.ts";
import { LIVE_PROTOCOL, type JoinReply, type LiveError } from "../protocol/protocol.ts";
import { JoinMessage } from "../protocol/messages.ts";
import type { WatchedRun } from "../follow/watched-run.ts";
import type { WatchedRuns } from "../follow/watched-runs.ts";
import { findStagedRun } from "../follow/staged-run.ts";
import { codeRoom, runRoom, type HubSocket, type SocketLocation } from "./socket-types.ts";
import type { StageCache } from "../follow/stage-cache.ts";

const TOO_MANY_CODES = "Many wrong codes come from this network, so codes are checked more slowly.";

export type JoinDeps = {
  readonly runs: WatchedRuns;
  readonly stages: StageCache;
  readonly grants: GrantStore;
  readonly limits: RateLimits;
  readonly countViewers: (room: string) => number;
};

type Refusal = { readonly ok: false; readonly error: LiveError };
/** `watched`: the run at that location; null: none yet. */
type JoinTarget =
  | { readonly ok: true; readonly location: SocketLocation; readonly watched: WatchedRun | null }
  | Refusal;

/** Adds a socket to a room and returns the current state. Both happen in the same tick, so that no event is lost in between. */
export async function join(deps: JoinDeps, socket: HubSocket, raw: unknown): Promise<JoinReply> {
  const parsed = JoinMessage.safeParse(raw);
  if (!parsed.success) return refuse("invalid", "Invalid join request.");
  if (parsed.data.protocol !== LIVE_PROTOCOL)
    return refuse("protocol", "This page is older than the server. Reload it.");
  const joinCount = (socket.data.joins += 1);
  const target =
    parsed.data.as === "presenter"
      ? await findRun(deps, socket, parsed.data.runId)
      : await findStage(deps, socket, parsed.data.code);
  if (joinCount !== socket.data.joins || !socket.connected)
    return refuse("superseded", "A later join request replaced this one.");
  if (!target.ok) return target;
  move(socket, target.location);
  return toReply(deps, target.location, target.watched);
}

function toReply({ countViewers }: JoinDeps, { role, code }: SocketLocation, watched: WatchedRun | null): JoinReply {
  if (watched === null) {
    const watching = countViewers(codeRoom(code ?? ""));
    const live = { runAtMs: 0, runner: "none" } as const;
    return { ok: true, runId: null, state: null, factSeq: 0, live, watching, title: null };
  }
  const { runId } = watched;
  const snapshot = watched.snapshot(role);
  const watching = countViewers(runRoom(runId, "audience"));
  return { ok: true, runId, ...snapshot, watching, title: snapshot.state.spec.title };
}

/**
 * The console, for a presenter's or a reviewer's session; a reviewer sees the same and can control nothing. Opening a run
 * takes time in which the session may end, so the session is looked up again afterwards.
 */
async function findRun({ grants, runs }: JoinDeps, socket: HubSocket, runId: string): Promise<JoinTarget> {
  for (;;) {
    const grant = await findGrant(grants, socket.data.sessionSecret, "session");
    if (grant === null) return refuse("forbidden", "This browser has no valid session. Open the presenter link again.");
    const watched = runs.find(runId);
    if (watched !== undefined) return { ok: true, location: { role: "presenter", runId, code: null }, watched };
    if ((await runs.watch(runId)) === null) return refuse("unknown-run", "No such run.");
  }
}

async function findStage(deps: JoinDeps, socket: HubSocket, typed: string): Promise<JoinTarget> {
  const { limits } = deps;
  const { address, wrongCodes } = socket.data;
  const code = toJoinCode(typed);
  if (code === null) return refuse("unknown-code", UNKNOWN_CODE);
  const guess = { code, address, channel: "socket", wrongBefore: wrongCodes } as const;
  const isRenewed = code === socket.data.replacedCode;
  if (!isRenewed && !(await limits.mayTryCode(guess))) return refuse("too-many", TOO_MANY_CODES);
  const found = await findStagedRun(deps, code);
  if (found !== null) {
    const { watched } = found;
    return { ok: true, location: { role: "audience", runId: watched?.runId ?? null, code }, watched };
  }
  if (isRenewed) return refuse("unknown-code", "The join code has changed. Enter the code that is on the screen now.");
  socket.data.wrongCodes += 1;
  await limits.countWrongCode(guess);
  return refuse("unknown-code", UNKNOWN_CODE);
}

/** Moves a socket out of its previous rooms into the new ones. */
export function move(socket: HubSocket, location: SocketLocation | null): void {
  const { location: previous } = socket.data;
  if (previous?.runId) void socket.leave(runRoom(previous.runId, previous.role));
  if (previous?.code) void socket.leave(codeRoom(previous.code));
  socket.data.location = location;
  if (location?.runId) void socket.join(runRoom(location.runId, location.role));
  if (location?.code) void socket.join(codeRoom(location.code));
}

function refuse(code: LiveError["code"], message: string): Refusal {
  return { ok: false, error: { code, message } };
}
