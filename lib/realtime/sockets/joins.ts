import { toJoinCode } from "../../access/join-code.ts";
import { findGrant } from "../../access/actor.ts";
import type { RateLimits } from "../../access/rate-limits.ts";
import type { GrantStore } from "../../core/ports/run-store.ts";
import { LIVE_PROTOCOL, type JoinReply, type LiveError } from "../protocol/protocol.ts";
import { JoinMessage } from "../protocol/messages.ts";
import type { WatchedRuns } from "../follow/watched-runs.ts";
import { codeRoom, runRoom, type HubSocket, type SocketLocation } from "./socket-types.ts";
import type { StageCache } from "../follow/stage-cache.ts";

export type JoinDeps = {
  readonly runs: WatchedRuns;
  readonly stages: StageCache;
  readonly grants: GrantStore;
  readonly limits: RateLimits;
  readonly countViewers: (room: string) => number;
};

type Refusal = { readonly ok: false; readonly error: LiveError };
type JoinTarget = { readonly ok: true; readonly location: SocketLocation } | Refusal;

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
  if (!target.ok) return target;
  const { runId, role } = target.location;
  const watched = runId === null ? null : await deps.runs.watch(runId);
  if (runId !== null && watched === null) return refuse("unknown-run", "No such run.");
  if (joinCount !== socket.data.joins || !socket.connected)
    return refuse("invalid", "A later join request replaced this one.");
  move(socket, target.location);
  if (runId === null || watched === null) {
    const watching = deps.countViewers(codeRoom(target.location.code ?? ""));
    return {
      ok: true,
      runId: null,
      state: null,
      factSeq: 0,
      live: { runAtMs: 0, runner: "none" },
      watching,
      title: null,
    };
  }
  const snapshot = watched.snapshot(role);
  return {
    ok: true,
    runId,
    ...snapshot,
    watching: deps.countViewers(runRoom(runId, "audience")),
    title: snapshot.state.spec.title,
  };
}

/** The console, for a presenter's or a reviewer's session; a reviewer sees the same and can control nothing. */
async function findRun({ grants }: JoinDeps, socket: HubSocket, runId: string): Promise<JoinTarget> {
  const grant = await findGrant(grants, socket.data.sessionSecret, "session");
  if (grant === null) return refuse("forbidden", "This browser has no valid session. Open the presenter link again.");
  return { ok: true, location: { role: "presenter", runId, code: null } };
}

async function findStage({ stages, limits }: JoinDeps, socket: HubSocket, typed: string): Promise<JoinTarget> {
  const code = toJoinCode(typed);
  if (!(await limits.mayGuessCode(socket.data.address)))
    return refuse("unknown-code", "Too many wrong codes from this network. Wait a minute.");
  const stage = code === null ? null : await stages.findByCode(code);
  if (stage === null || code === null) {
    await limits.countWrongCode(socket.data.address);
    return refuse("unknown-code", "This code is not valid. Use the current code on the screen.");
  }
  return { ok: true, location: { role: "audience", runId: stage.runId, code } };
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
