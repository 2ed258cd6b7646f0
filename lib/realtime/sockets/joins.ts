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
  readonly countWatching: (room: string) => number;
};

type Refusal = { readonly ok: false; readonly error: LiveError };
type Way = { readonly ok: true; readonly place: SocketLocation } | Refusal;

/** Lets a socket into a room and gives it the present state: subscribed in the same moment, so that nothing falls between. */
export async function join(deps: JoinDeps, socket: HubSocket, raw: unknown): Promise<JoinReply> {
  const parsed = JoinMessage.safeParse(raw);
  if (!parsed.success) return refuse("invalid", "This is no request to join.");
  if (parsed.data.protocol !== LIVE_PROTOCOL)
    return refuse("protocol", "The page is older than the server: reload it.");
  const ticket = (socket.data.joins += 1);
  const way =
    parsed.data.as === "presenter"
      ? await findRun(deps, socket, parsed.data.runId)
      : await findStage(deps, socket, parsed.data.code);
  if (!way.ok) return way;
  const { runId, role } = way.place;
  const watched = runId === null ? null : await deps.runs.watch(runId);
  if (runId !== null && watched === null) return refuse("unknown-run", "There is no such run.");
  if (ticket !== socket.data.joins || !socket.connected)
    return refuse("invalid", "Another request to join came after this one.");
  move(socket, way.place);
  if (runId === null || watched === null) {
    const watching = deps.countWatching(codeRoom(way.place.code ?? ""));
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
    watching: deps.countWatching(runRoom(runId, "audience")),
    title: snapshot.state.spec.title,
  };
}

/** The console: a presenter's session, or a reviewer's, who sees the same and can direct nothing. */
async function findRun({ grants }: JoinDeps, socket: HubSocket, runId: string): Promise<Way> {
  const grant = await findGrant(grants, socket.data.sessionSecret, "session");
  if (grant === null) return refuse("forbidden", "Open the presenter's link again: this browser has no valid session.");
  return { ok: true, place: { role: "presenter", runId, code: null } };
}

async function findStage({ stages, limits }: JoinDeps, socket: HubSocket, typed: string): Promise<Way> {
  const code = toJoinCode(typed);
  if (!(await limits.mayGuessCode(socket.data.address)))
    return refuse("unknown-code", "Too many wrong codes from this network. Wait a minute.");
  const stage = code === null ? null : await stages.findByCode(code);
  if (stage === null || code === null) {
    await limits.countWrongCode(socket.data.address);
    return refuse("unknown-code", "This code is not (or no longer) valid. Look at the screen for the present one.");
  }
  return { ok: true, place: { role: "audience", runId: stage.runId, code } };
}

/** Out of the former rooms, into the new one. */
export function move(socket: HubSocket, place: SocketLocation | null): void {
  const { place: former } = socket.data;
  if (former?.runId) void socket.leave(runRoom(former.runId, former.role));
  if (former?.code) void socket.leave(codeRoom(former.code));
  socket.data.place = place;
  if (place?.runId) void socket.join(runRoom(place.runId, place.role));
  if (place?.code) void socket.join(codeRoom(place.code));
}

function refuse(code: LiveError["code"], message: string): Refusal {
  return { ok: false, error: { code, message } };
}
