import type { RunEvent } from "../../core/run/events.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { RunState } from "../../core/run/state.ts";
import { isRunOver } from "../../core/run/run-status.ts";
import type { LiveStatus } from "../protocol/protocol.ts";

/** A runner sends a heartbeat every second; after this long without one it counts as lost. */
export const RUNNER_SILENCE_MS = 2_500;

/** Tracks whether a run's runner is alive, and extrapolates the run's clock between facts. */
export class RunPulse {
  readonly #clock: Clock;
  #signOfLifeMs: number;
  #base: { readonly atMs: number; readonly heardMs: number };

  /** Assumes the runner alive until its first heartbeat is due. */
  constructor(clock: Clock, state: RunState) {
    this.#clock = clock;
    this.#signOfLifeMs = clock.nowMs();
    // the age of the last fact is only known from the wall clock; it affects the display alone
    const ageMs = Math.max(0, clock.wallTime().getTime() - Date.parse(state.at));
    this.#base = { atMs: state.atMs, heardMs: clock.nowMs() - (Number.isFinite(ageMs) ? ageMs : 0) };
  }

  beat(): void {
    this.#signOfLifeMs = this.#clock.nowMs();
  }

  hear(event: RunEvent): void {
    this.#base = { atMs: event.atMs, heardMs: this.#clock.nowMs() };
    // a reopened run has a runner that has sent no heartbeat since the end
    if (event.actor.role === "runner" || event.type === "run.reopened") this.beat();
  }

  status(state: RunState): LiveStatus {
    if (isRunOver(state.status) || state.status === "queued") return { runAtMs: state.atMs, runner: "none" };
    const silentMs = this.#clock.nowMs() - this.#signOfLifeMs;
    const runner = state.interrupted || silentMs > RUNNER_SILENCE_MS ? "lost" : "alive";
    if (state.startedAt === null || state.interrupted) return { runAtMs: state.atMs, runner };
    const untilMs = runner === "alive" ? this.#clock.nowMs() : this.#signOfLifeMs;
    return { runAtMs: Math.max(state.atMs, this.#base.atMs + Math.max(0, untilMs - this.#base.heardMs)), runner };
  }
}
