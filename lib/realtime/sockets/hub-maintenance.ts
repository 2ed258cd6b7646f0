import type { Stage } from "../../core/ports/run-store.ts";
import type { WatchedRuns } from "../follow/watched-runs.ts";
import { cutOff, isTooSlow, measureWaiting } from "./slow-clients.ts";
import { move } from "./joins.ts";
import { codeRoom, runRoom, type HubServer, type HubSocket } from "./socket-types.ts";
import type { StageCache } from "../follow/stage-cache.ts";

const ROUND_MS = 500;
const ROUNDS_PER_LOOK = 4;
const ROUNDS_PER_SESSION_CHECK = 10;

type Deps = {
  readonly io: HubServer;
  readonly runs: WatchedRuns;
  readonly stages: StageCache;
  readonly isSessionValid: (secret: string) => Promise<boolean>;
  readonly report: (what: string, error: unknown) => void;
};

/** What the hub looks after by itself, twice a second: silent runners, head counts, slow clients, revoked sessions, moved stages. */
export class HubMaintenance {
  readonly #deps: Deps;
  readonly #toldWatching = new Map<string, number>();
  #timer: NodeJS.Timeout | null = null;
  #round = 0;
  #stageMoved = false;
  #rereading = false;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  start(): void {
    this.#timer = setInterval(() => this.#go(), ROUND_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  /** Some stage points elsewhere or has another code. */
  noticeStage(): void {
    this.#stageMoved = true;
    void this.#rereadStages();
  }

  #go(): void {
    this.#round += 1;
    for (const watched of this.#deps.runs.watched()) {
      watched.checkPulse();
      this.#tellWatching(watched.runId);
      if (this.#round % ROUNDS_PER_LOOK === 0) watched.lookAgain();
    }
    this.#tellLobbies();
    if (this.#round % ROUNDS_PER_LOOK === 0) {
      this.#dropSlowClients();
      this.#deps.runs.sweep((runId) => this.#isLookedAt(runId));
    }
    if (this.#round % ROUNDS_PER_SESSION_CHECK === 0) void this.#dropRevoked();
    if (this.#stageMoved) void this.#rereadStages();
  }

  #isLookedAt(runId: string): boolean {
    const { rooms } = this.#deps.io.sockets.adapter;
    return rooms.has(runRoom(runId, "presenter")) || rooms.has(runRoom(runId, "audience"));
  }

  #tellWatching(runId: string): void {
    this.#tell(runRoom(runId, "audience"), [runRoom(runId, "presenter"), runRoom(runId, "audience")]);
  }

  /** Those who came before the first run see each other come. */
  #tellLobbies(): void {
    const codes = new Set(
      this.#sockets().flatMap(({ data }) => (data.place?.runId === null ? (data.place.code ?? []) : [])),
    );
    for (const code of codes) this.#tell(codeRoom(code), [codeRoom(code)]);
  }

  #tell(counted: string, told: string[]): void {
    const watching = this.#deps.io.sockets.adapter.rooms.get(counted)?.size ?? 0;
    if (this.#toldWatching.get(counted) === watching) return;
    this.#toldWatching.set(counted, watching);
    this.#deps.io.to(told).emit("presence", { watching });
  }

  #sockets(): HubSocket[] {
    return [...this.#deps.io.sockets.sockets.values()];
  }

  #dropSlowClients(): void {
    for (const socket of this.#sockets()) {
      if (isTooSlow(measureWaiting(socket))) cutOff(socket);
    }
  }

  async #dropRevoked(): Promise<void> {
    const consoles = this.#sockets().filter(({ data }) => data.place?.role === "presenter");
    const secrets = new Set(consoles.map(({ data }) => data.sessionSecret ?? ""));
    for (const secret of secrets) {
      try {
        if (await this.#deps.isSessionValid(secret)) continue;
      } catch {
        return; // the database is away; commands ask it themselves, so nothing is let through meanwhile
      }
      for (const socket of consoles) if ((socket.data.sessionSecret ?? "") === secret) socket.disconnect(true);
    }
  }

  /** Repeated by the next round until the database has answered. */
  async #rereadStages(): Promise<void> {
    if (this.#rereading) return;
    this.#rereading = true;
    try {
      while (this.#stageMoved) {
        this.#stageMoved = false;
        const codes = new Set(this.#sockets().flatMap(({ data }) => data.place?.code ?? []));
        for (const code of codes) this.#announce(code, await this.#deps.stages.reread(code));
      }
    } catch {
      this.#stageMoved = true; // the database is away: phones keep their picture until the next round reads it
    } finally {
      this.#rereading = false;
    }
  }

  /** Out of the former run's room at once; the page joins again, and with a renewed code is told that it cannot. */
  #announce(code: string, stage: Stage | null): void {
    const { io } = this.#deps;
    // copied: moving a socket takes it out of the room and puts it back, and a live set would hand it out again without end
    for (const id of Array.from(io.sockets.adapter.rooms.get(codeRoom(code)) ?? [])) {
      const socket = io.sockets.sockets.get(id);
      if (socket === undefined || (stage !== null && socket.data.place?.runId === stage.runId)) continue;
      move(socket, { role: "audience", runId: null, code });
      socket.emit("stage", { runId: stage?.runId ?? null });
    }
  }
}
