import { toJoinCode, UNKNOWN_CODE } from "../../access/join-code.ts";
import { findGrant, toActor } from "../../access/actor.ts";
import type { RunState } from "../../core/run/state.ts";
import { isDriverless } from "../../core/stage/direct.ts";
import { toRoomProgramme } from "../../core/stage/programme.ts";
import type { RateLimits } from "../../access/rate-limits.ts";
import type { GrantStore } from "../../core/ports/run-store.ts";
import { LIVE_PROTOCOL, type JoinReply, type LiveError } from "../protocol/protocol.ts";
import { JoinMessage } from "../protocol/messages.ts";
import type { WatchedRun } from "../follow/watched-run.ts";
import type { WatchedRuns } from "../follow/watched-runs.ts";
import { findStagedRun } from "../follow/staged-run.ts";
import { codeRoom, frozenRoom, runRoom, type HubSocket, type SocketLocation } from "./socket-types.ts";
import type { FrozenPictures } from "../stage/frozen-pictures.ts";
import type { StageDirector } from "../stage/stage-director.ts";
import type { StageCache } from "../follow/stage-cache.ts";

const TOO_MANY_CODES = "Many wrong codes come from this network, so codes are checked more slowly.";

export type JoinDeps = {
  readonly runs: WatchedRuns;
  readonly stages: StageCache;
  readonly grants: GrantStore;
  readonly limits: RateLimits;
  readonly director: StageDirector;
  readonly frozen: FrozenPictures;
  readonly countViewers: (...rooms: readonly string[]) => number;
};

type Refusal = { readonly ok: false; readonly error: LiveError };
/** `watched`: the run at that location; null: none yet. `still`: its frozen picture; null: it moves. */
type JoinTarget =
  | {
      readonly ok: true;
      readonly location: SocketLocation;
      readonly watched: WatchedRun | null;
      readonly still: RunState | null;
    }
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
      ? await findRun(deps, socket, parsed.data)
      : await findStage(deps, socket, parsed.data.code);
  if (joinCount !== socket.data.joins || !socket.connected)
    return refuse("superseded", "A later join request replaced this one.");
  if (!target.ok) return target;
  move(socket, target.location);
  return toReply(deps, target);
}

function toReply(
  { countViewers, director }: JoinDeps,
  { location: { role, code }, watched, still }: Extract<JoinTarget, { ok: true }>,
): JoinReply {
  const own = director.programmeOf(role === "audience" ? (watched?.runId ?? null) : director.programme.runId);
  const programme = role === "audience" ? toRoomProgramme(own) : own;
  if (watched === null) {
    const watching = countViewers(codeRoom(code ?? ""));
    const live = { runAtMs: 0, runner: "none" } as const;
    return { ok: true, runId: null, state: null, factSeq: 0, live, watching, title: null, programme };
  }
  const { runId } = watched;
  const shown =
    still === null
      ? watched.snapshot(role)
      : { state: still, factSeq: still.lastSeq, live: { runAtMs: own.frozen?.runAtMs ?? 0, runner: "none" } as const };
  const watching = countViewers(runRoom(runId, "audience"), frozenRoom(runId));
  return { ok: true, runId, ...shown, watching, title: shown.state.spec.title, programme };
}

/**
 * The console, for a presenter's or a reviewer's session; a reviewer sees the same and can control nothing. Opening a run
 * takes time in which the session may end, so the session is looked up again afterwards.
 */
async function findRun(
  { grants, runs, director }: JoinDeps,
  socket: HubSocket,
  { runId, console: tab, fresh = false }: Extract<JoinMessage, { as: "presenter" }>,
): Promise<JoinTarget> {
  for (;;) {
    const grant = await findGrant(grants, socket.data.sessionSecret, "session");
    if (grant === null) return refuse("forbidden", "This browser has no valid session. Open the presenter link again.");
    const watched = runs.find(runId);
    if (watched !== undefined) {
      const actor = toActor(grant, "console");
      const console = tab === undefined || actor.role !== "presenter" ? null : { ...tab, actor };
      if (console !== null && fresh && director.programme.runId === runId && isDriverless(director.programme))
        director.act({ type: "drive", confirmed: false }, console);
      const location = { role: "presenter", runId, code: null, frozen: false, console } as const;
      return { ok: true, location, watched, still: null };
    }
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
  for (;;) {
    const found = await findStagedRun(deps, code);
    if (found === null) break;
    const { watched } = found;
    const runId = watched?.runId ?? null;
    const { frozen } = deps.director.programmeOf(runId);
    const location = { role: "audience", runId, code, frozen: frozen !== null, console: null } as const;
    if (frozen === null || runId === null) return { ok: true, location, watched, still: null };
    const still = await deps.frozen.find(runId, frozen);
    // it may have been released meanwhile, or the stage may have moved
    if (still !== null && deps.director.programme.frozen?.seq === frozen.seq && deps.director.programme.runId === runId)
      return { ok: true, location, watched, still };
  }
  if (isRenewed) return refuse("unknown-code", "The join code has changed. Enter the code that is on the screen now.");
  socket.data.wrongCodes += 1;
  await limits.countWrongCode(guess);
  return refuse("unknown-code", UNKNOWN_CODE);
}

/** Moves a socket out of its previous rooms into the new ones. */
export function move(socket: HubSocket, location: SocketLocation | null): void {
  const { location: previous } = socket.data;
  if (previous?.runId) void socket.leave(roomOf(previous, previous.runId));
  if (previous?.code) void socket.leave(codeRoom(previous.code));
  socket.data.location = location;
  if (location?.runId) void socket.join(roomOf(location, location.runId));
  if (location?.code) void socket.join(codeRoom(location.code));
}

function roomOf({ role, frozen }: SocketLocation, runId: string): string {
  return frozen ? frozenRoom(runId) : runRoom(runId, role);
}

function refuse(code: LiveError["code"], message: string): Refusal {
  return { ok: false, error: { code, message } };
}
