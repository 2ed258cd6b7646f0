import type { WatchedRuns } from "../follow/watched-runs.ts";
import type { SlowSockets } from "./slow-sockets.ts";
import { codeRoom, runRoom, type HubServer, type HubSocket } from "./socket-types.ts";
import type { UnjoinedSockets } from "./unjoined.ts";

const TICK_MS = 500;
const TICKS_PER_POLL = 4;

type Deps = {
  readonly io: HubServer;
  readonly runs: WatchedRuns;
  readonly slow: SlowSockets;
  readonly unjoined: UnjoinedSockets;
  /** called at every tick */
  readonly watches: readonly { tick(): void }[];
};

/** Periodic maintenance of the hub, twice a second: lost runners, viewer counts, slow clients, ended sessions, changed stages. */
export class HubMaintenance {
  readonly #deps: Deps;
  readonly #sentCounts = new Map<string, number>();
  #timer: NodeJS.Timeout | null = null;
  #tick = 0;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  start(): void {
    this.#timer = setInterval(() => this.#runTick(), TICK_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  #runTick(): void {
    this.#tick += 1;
    for (const watched of this.#deps.runs.watched()) {
      watched.checkPulse();
      this.#sendViewerCount(watched.runId);
      if (this.#tick % TICKS_PER_POLL === 0) watched.poll();
    }
    this.#sendLobbyCounts();
    this.#tendSockets();
    if (this.#tick % TICKS_PER_POLL === 0) this.#deps.runs.sweep((runId) => this.#hasViewers(runId));
    for (const watch of this.#deps.watches) watch.tick();
  }

  #hasViewers(runId: string): boolean {
    const { rooms } = this.#deps.io.sockets.adapter;
    return rooms.has(runRoom(runId, "presenter")) || rooms.has(runRoom(runId, "audience"));
  }

  #sendViewerCount(runId: string): void {
    this.#sendCount(runRoom(runId, "audience"), [runRoom(runId, "presenter"), runRoom(runId, "audience")]);
  }

  /** Sends the viewer count to sockets that wait for the first run. */
  #sendLobbyCounts(): void {
    const codes = new Set(
      this.#sockets().flatMap(({ data }) => (data.location?.runId === null ? (data.location.code ?? []) : [])),
    );
    for (const code of codes) this.#sendCount(codeRoom(code), [codeRoom(code)]);
  }

  #sendCount(counted: string, rooms: string[]): void {
    const watching = this.#deps.io.sockets.adapter.rooms.get(counted)?.size ?? 0;
    if (this.#sentCounts.get(counted) === watching) return;
    this.#sentCounts.set(counted, watching);
    this.#deps.io.to(rooms).emit("presence", { watching });
  }

  #sockets(): HubSocket[] {
    return [...this.#deps.io.sockets.sockets.values()];
  }

  #tendSockets(): void {
    const { slow, unjoined, runs } = this.#deps;
    const sockets = this.#sockets();
    slow.cutStalled(sockets);
    unjoined.close(sockets);
    const watched = new Map(runs.watched().map((each) => [each.runId, each]));
    for (const socket of slow.takeCaughtUp()) {
      const { location } = socket.data;
      const frame = location?.runId ? watched.get(location.runId)?.reportLastFact(location.role) : null;
      if (frame) socket.emit("frame", frame);
    }
  }
}
