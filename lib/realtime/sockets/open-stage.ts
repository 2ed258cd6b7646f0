import { isRunOver } from "../../core/run/run-status.ts";
import { ensureStage } from "../../operations/stage/get-stage.ts";
import type { WebServices } from "../../operations/services.ts";
import type { WatchedRuns } from "../follow/watched-runs.ts";
import type { HubSocket } from "./socket-types.ts";
import { DriverWatch } from "../stage/driver-watch.ts";
import { FrozenPictures } from "../stage/frozen-pictures.ts";
import { RoomWatch } from "./room-watch.ts";
import { StageDirector } from "../stage/stage-director.ts";

type Deps = {
  readonly services: Pick<WebServices, "stages" | "clock" | "newId" | "log">;
  readonly report: (what: string, error: unknown) => void;
  readonly runs: Pick<WatchedRuns, "find">;
  readonly sockets: () => readonly HubSocket[];
};

/** The stage as the hub directs it. Rejects when the database cannot be reached. */
export async function openStage({ services, report, runs, sockets }: Deps): Promise<{
  readonly director: StageDirector;
  readonly frozen: FrozenPictures;
  readonly driverWatch: DriverWatch;
}> {
  const { stages, clock, log } = services;
  const findRun = (runId: string) => {
    const watched = runs.find(runId);
    if (watched === undefined) return { run: null, isOver: false };
    const { state, live } = watched.snapshot("presenter");
    const run = state.startedAt === null ? null : { seq: state.lastSeq, runAtMs: Math.max(live.runAtMs, state.atMs) };
    return { run, isOver: isRunOver(state.status) };
  };
  const director = new StageDirector({ stages, clock, report, findRun }, await ensureStage(services));
  const frozen = new FrozenPictures(log);
  const room = new RoomWatch({
    sockets,
    onFrozen: (runId, still) => {
      const watched = runs.find(runId);
      watched?.flush(); // the room and those who join later see the same
      const state = watched?.snapshot("audience").state;
      if (state?.lastSeq === still.seq) frozen.keep(runId, still, state);
    },
  });
  director.listen((programme) => room.show(programme));
  const consoles = () =>
    sockets().flatMap(({ data: { location } }) =>
      location === null || location.console === null ? [] : { runId: location.runId, console: location.console },
    );
  return { director, frozen, driverWatch: new DriverWatch({ director, clock, consoles }) };
}
