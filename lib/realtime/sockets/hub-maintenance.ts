import type { Stage } from "../../core/ports/run-store.ts";
import type { WatchedRuns } from "../follow/watched-runs.ts";
import { move } from "./joins.ts";
import type { SlowSockets } from "./slow-sockets.ts";
import { codeRoom, runRoom, type HubServer, type HubSocket } from "./socket-types.ts";
import type { UnjoinedSockets } from "./unjoined.ts";
import type { StageCache } from "../follow/stage-cache.ts";

const TICK_MS = 500;
const TICKS_PER_POLL = 4;
const TICKS_PER_SESSION_CHECK = 10;

type Deps = {
  readonly io: HubServer;
  readonly runs: WatchedRuns;
  readonly stages: StageCache;
  readonly slow: SlowSockets;
  readonly unjoined: UnjoinedSockets;
  readonly isSessionValid: (secret: string) => Promise<boolean>;
  readonly report: (what: string, error: unknown) => void;
};

/** Periodic maintenance of the hub, twice a second: lost runners, viewer counts, slow clients, revoked sessions, changed stages. */
export class HubMaintenance {
  readonly #deps: Deps;
  readonly #sentCounts = new Map<string, number>();
  #timer: NodeJS.Timeout | null = null;
  #tick = 0;
  #stageChanged = false;
  #rereading = false;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  start(): void {
    this.#timer = setInterval(() => this.#runTick(), TICK_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  /** Called when a stage has another run or another code. */
  onStageChange(): void {
    this.#stageChanged = true;
    void this.#rereadStages();
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
    if (this.#tick % TICKS_PER_SESSION_CHECK === 0) void this.#dropRevoked();
    if (this.#stageChanged) void this.#rereadStages();
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

  async #dropRevoked(): Promise<void> {
    const consoles = this.#sockets().filter(({ data }) => data.location?.role === "presenter");
    const secrets = new Set(consoles.map(({ data }) => data.sessionSecret ?? ""));
    for (const secret of secrets) {
      try {
        if (await this.#deps.isSessionValid(secret)) continue;
      } catch {
        return; // the database is unavailable; commands check the session themselves, so this is safe
      }
      for (const socket of consoles) if ((socket.data.sessionSecret ?? "") === secret) socket.disconnect(true);
    }
  }

  /** Retried on the next tick until the database answers. */
  async #rereadStages(): Promise<void> {
    if (this.#rereading) return;
    this.#rereading = true;
    try {
      while (this.#stageChanged) {
        this.#stageChanged = false;
        const codes = new Set(this.#sockets().flatMap(({ data }) => data.location?.code ?? []));
        for (const code of codes) this.#announce(code, await this.#deps.stages.reread(code));
      }
    } catch {
      this.#stageChanged = true; // the database is unavailable: phones keep their view until the next tick
    } finally {
      this.#rereading = false;
    }
  }

  /** Removes the sockets from the previous run's room at once. The page then joins again; a renewed code makes that join fail. */
  #announce(code: string, stage: Stage | null): void {
    const { io } = this.#deps;
    // copied, because moving a socket removes it from the set and adds it back: iterating the live set would never end
    for (const id of Array.from(io.sockets.adapter.rooms.get(codeRoom(code)) ?? [])) {
      const socket = io.sockets.sockets.get(id);
      if (socket === undefined || (stage !== null && socket.data.location?.runId === stage.runId)) continue;
      move(socket, { role: "audience", runId: null, code });
      socket.emit("stage", { runId: stage?.runId ?? null });
    }
  }
}
