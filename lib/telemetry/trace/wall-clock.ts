import type { RunEvent } from "../../core/run/events.ts";

/** After these, run time and wall time have another distance: run time stands still while no runner runs. */
const SHIFTING = new Set<RunEvent["type"]>(["run.queued", "run.started", "run.recovered", "run.suspended"]);

/** Turns run time into wall time, in milliseconds since 1970, by the facts that have both. */
export class WallClock {
  readonly #shifts: { readonly fromMs: number; readonly offsetMs: number }[] = [];

  take({ type, atMs, at }: Pick<RunEvent, "type" | "atMs" | "at">): void {
    if (SHIFTING.has(type)) this.#shifts.push({ fromMs: atMs, offsetMs: Date.parse(at) - atMs });
  }

  wallOf(runMs: number): number {
    const shift = this.#shifts.findLast(({ fromMs }) => fromMs <= runMs) ?? this.#shifts[0];
    return runMs + (shift?.offsetMs ?? 0);
  }
}
