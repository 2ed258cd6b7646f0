import type { RunEvent } from "../../core/run/events.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { RunState } from "../../core/run/state.ts";
import { isRunOver } from "../../core/run/run-status.ts";
import type { LiveStatus } from "../protocol/protocol.ts";

/** A runner sends a heartbeat every second; after this long without one it counts as lost. */
export const RUNNER_SILENCE_MS = 2_500;

/** Tracks whether a run's runner is alive, and extrapolates the run's clock between facts. */
export class RunLiveness {
  readonly #clock: Clock;
  #lastHeartbeatMs: number;
  #base: { readonly atMs: number; readonly receivedMs: number };

  /** Assumes the runner alive until its first heartbeat is due. */
  constructor(clock: Clock, state: RunState) {
    this.#clock = clock;
    this.#lastHeartbeatMs = clock.nowMs();
    // the age of the last fact is only known from the wall clock; it affects the display alone
    const ageMs = Math.max(0, clock.wallTime().getTime() - Date.parse(state.at));
    this.#base = { atMs: state.atMs, receivedMs: clock.nowMs() - (Number.isFinite(ageMs) ? ageMs : 0) };
  }

  recordHeartbeat(): void {
    this.#lastHeartbeatMs = this.#clock.nowMs();
  }

  recordFact(event: RunEvent): void {
    this.#base = { atMs: event.atMs, receivedMs: this.#clock.nowMs() };
    // a reopened run has a runner that has sent no heartbeat since the end
    if (event.actor.role === "runner" || event.type === "run.reopened") this.recordHeartbeat();
  }

  status(state: RunState): LiveStatus {
    if (isRunOver(state.status) || state.status === "queued") return { runAtMs: state.atMs, runner: "none" };
    const silentMs = this.#clock.nowMs() - this.#lastHeartbeatMs;
    const runner = state.interrupted || silentMs > RUNNER_SILENCE_MS ? "lost" : "alive";
    if (state.startedAt === null || state.interrupted) return { runAtMs: state.atMs, runner };
    const untilMs = runner === "alive" ? this.#clock.nowMs() : this.#lastHeartbeatMs;
    return { runAtMs: Math.max(state.atMs, this.#base.atMs + Math.max(0, untilMs - this.#base.receivedMs)), runner };
  }
}
