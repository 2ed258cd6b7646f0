import type { Stage } from "../../core/ports/stage-store.ts";
import type { StageCache } from "../follow/stage-cache.ts";
import type { StageDirector } from "../stage/stage-director.ts";
import { move } from "./joins.ts";
import type { HubSocket } from "./socket-types.ts";

type Deps = {
  readonly stages: StageCache;
  readonly director: Pick<StageDirector, "refresh">;
  readonly sockets: () => readonly HubSocket[];
};

/**
 * Moves phones whose stage has another run or another code. A join uses a stage that was read after the last
 * announced change; a later change finds the phone joined and moves it. Notices can be lost, so the codes in use are also
 * read again at every tick.
 */
export class StageWatch {
  readonly #deps: Deps;
  #due = false;
  #reading = false;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  onChange(): void {
    this.#deps.stages.onChange();
    this.#deps.director.refresh();
    for (const socket of this.#deps.sockets())
      if (socket.data.location?.role === "presenter") socket.emit("stage-changed");
    this.tick();
  }

  tick(): void {
    if (this.#deps.sockets().length > 0) this.#deps.director.refresh();
    this.#due = true;
    void this.#rereadStages();
  }

  async #rereadStages(): Promise<void> {
    if (this.#reading) return;
    this.#reading = true;
    try {
      while (this.#due) {
        this.#due = false;
        const codes = new Set(this.#deps.sockets().flatMap(({ data }) => data.location?.code ?? []));
        for (const code of codes) this.#announce(code, await this.#deps.stages.reread(code));
      }
    } catch {
      // the database is unavailable: phones keep their view until the next tick
    } finally {
      this.#reading = false;
    }
  }

  /** Removes the phones from the previous run's room at once. Their pages then join again; a renewed code makes that join fail. */
  #announce(code: string, stage: Stage | null): void {
    for (const socket of this.#deps.sockets()) {
      const { location } = socket.data;
      if (location === null || location.code !== code) continue;
      if (stage === null) {
        socket.data.replacedCode = code;
        move(socket, null);
      } else if (location.runId === stage.runId || location.announcedRunId === stage.runId) continue;
      else {
        const lobby = { role: "audience", runId: null, code, frozen: false, console: null } as const;
        move(socket, { ...lobby, announcedRunId: stage.runId });
      }
      socket.emit("stage", { runId: stage?.runId ?? null });
    }
  }
}
