import type { Actor } from "../../core/run/actor.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { ConsoleName } from "../../core/stage/programme.ts";
import type { StageDirector } from "./stage-director.ts";

/** How long the driving console may be unconnected, such as while its page reloads, before it counts as gone. */
const GONE_AFTER_MS = 10_000;
const SYSTEM: Actor = { role: "system", name: "hub" };

type Console = { readonly runId: string | null; readonly console: ConsoleName & { readonly actor: Actor } };

type Deps = {
  readonly director: StageDirector;
  readonly clock: Clock;
  /** the consoles that are connected to this process, and the run that each shows */
  readonly consoles: () => readonly Console[];
};

/**
 * Notices that the driving console has gone, or is back. Each process watches the drivers that it has seen or made, and after its start also
 * the one that it found: that console may be gone for good.
 */
export class DriverWatch {
  readonly #deps: Deps;
  #seen: { readonly id: string; readonly atMs: number } | null = null;

  constructor(deps: Deps) {
    this.#deps = deps;
    const { driver } = deps.director.programme;
    if (driver !== null && !driver.left) this.#seen = { id: driver.id, atMs: deps.clock.nowMs() };
  }

  tick(): void {
    const { director, clock, consoles } = this.#deps;
    const { driver } = director.programme;
    if (driver === null) return this.#findFirstDriver();
    const nowMs = clock.nowMs();
    if (consoles().some(({ console }) => console.id === driver.id)) {
      this.#seen = { id: driver.id, atMs: nowMs };
      if (driver.left) director.record({ type: "driver-back" }, SYSTEM);
      return;
    }
    if (driver.id === director.driverMadeHere && this.#seen?.id !== driver.id)
      this.#seen = { id: driver.id, atMs: nowMs };
    if (!driver.left && this.#seen?.id === driver.id && nowMs - this.#seen.atMs >= GONE_AFTER_MS)
      director.record({ type: "driver-left" }, SYSTEM);
  }

  /** The stage may have got the run of a console after that console had joined. */
  #findFirstDriver(): void {
    const { director, consoles } = this.#deps;
    const first = consoles().find(({ runId }) => runId === director.programme.runId);
    if (first !== undefined) director.act({ type: "drive", confirmed: false }, first.console);
  }
}
