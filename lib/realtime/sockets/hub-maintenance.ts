import type { WatchedRuns } from "../follow/watched-runs.ts";
import type { SlowSockets } from "./slow-sockets.ts";
import { codeRoom, frozenRoom, runRoom, type HubServer, type HubSocket } from "./socket-types.ts";
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
    return [runRoom(runId, "presenter"), runRoom(runId, "audience"), frozenRoom(runId)].some((room) => rooms.has(room));
  }

  #sendViewerCount(runId: string): void {
    const seats = [runRoom(runId, "audience"), frozenRoom(runId)];
    this.#sendCount(runId, seats, [runRoom(runId, "presenter"), ...seats]);
  }

  /** Sends the viewer count to sockets that wait for the first run. */
  #sendLobbyCounts(): void {
    const codes = new Set(
      this.#sockets().flatMap(({ data }) => (data.location?.runId === null ? (data.location.code ?? []) : [])),
    );
    for (const code of codes) this.#sendCount(codeRoom(code), [codeRoom(code)], [codeRoom(code)]);
  }

  #sendCount(key: string, seats: readonly string[], rooms: string[]): void {
    const { adapter } = this.#deps.io.sockets;
    const watching = seats.reduce((sum, seat) => sum + (adapter.rooms.get(seat)?.size ?? 0), 0);
    if (this.#sentCounts.get(key) === watching) return;
    this.#sentCounts.set(key, watching);
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
