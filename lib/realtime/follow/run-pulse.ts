import type { RunEvent } from "../../core/run/events.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { RunState } from "../../core/run/state.ts";
import { isRunOver } from "../../core/run/run-status.ts";
import type { LiveStatus } from "../protocol/protocol.ts";

/** A runner shows itself each second; this much silence means that it is gone. */
export const RUNNER_SILENCE_MS = 2_500;

/** Whether a run's runner lives, and what the run's own clock shows between its facts. */
export class RunPulse {
  readonly #clock: Clock;
  #signOfLifeMs: number;
  #base: { readonly atMs: number; readonly heardMs: number };

  /** A runner is given the benefit of the doubt until its first heartbeat is due. */
  constructor(clock: Clock, state: RunState) {
    this.#clock = clock;
    this.#signOfLifeMs = clock.nowMs();
    // the last fact may be minutes old: only the wall clock can tell by how much, and it decides nothing but what is shown
    const ageMs = Math.max(0, clock.wallTime().getTime() - Date.parse(state.at));
    this.#base = { atMs: state.atMs, heardMs: clock.nowMs() - (Number.isFinite(ageMs) ? ageMs : 0) };
  }

  beat(): void {
    this.#signOfLifeMs = this.#clock.nowMs();
  }

  hear(event: RunEvent): void {
    this.#base = { atMs: event.atMs, heardMs: this.#clock.nowMs() };
    // a run that is opened again has a runner, which has not shown itself since the end
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
