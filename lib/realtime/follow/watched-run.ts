import type { RunEvent } from "../../core/run/events.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { EventLog } from "../../core/ports/event-log.ts";
import type { RunState } from "../../core/run/state.ts";
import { createThrottle, type Throttle } from "../../throttle.ts";
import { toAudienceEvent, toAudienceState } from "../audience/view.ts";
import { toConsoleState } from "./console-state.ts";
import { FrameChain } from "./frame-chain.ts";
import type { Frame, LiveStatus } from "../protocol/protocol.ts";
import { RunTail } from "./run-tail.ts";
import { shareText } from "./state-text.ts";

export const FRAME_INTERVAL_MS = 50;

export type ViewRole = "presenter" | "audience";
export type Broadcast = (runId: string, role: ViewRole, frame: Frame, options: { readonly volatile: boolean }) => void;

export type Snapshot = { readonly state: RunState; readonly factSeq: number; readonly live: LiveStatus };

type Deps = {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly broadcast: Broadcast;
  readonly report: (what: string, error: unknown) => void;
};

/** A run with viewers: its log tail, and a frame chain per role. */
export class WatchedRun {
  readonly #deps: Deps;
  readonly #tail: RunTail;
  readonly #chains: Record<ViewRole, FrameChain>;
  readonly #frames: Throttle<void>;
  #sentRunner: LiveStatus["runner"];
  readonly #shown: Partial<Record<ViewRole, { readonly of: RunState; readonly state: RunState }>> = {};

  private constructor(deps: Deps, tail: RunTail) {
    this.#deps = deps;
    this.#tail = tail;
    this.#sentRunner = tail.live.runner;
    const { runId, state } = tail;
    tail.listen({
      onEvents: (events) => this.#take(events),
      onFault: (error) => deps.report(`Run ${runId}: its viewers see incomplete data`, error),
    });
    this.#chains = {
      presenter: new FrameChain(runId, state.lastSeq, (event) => event),
      audience: new FrameChain(runId, state.lastSeq, (event) => this.#showToAudience(event)),
    };
    this.#frames = createThrottle(FRAME_INTERVAL_MS, () => this.#send());
  }

  /** null for an unknown run. */
  static async open(deps: Deps, runId: string): Promise<WatchedRun | null> {
    const tail = await RunTail.open({ log: deps.log, clock: deps.clock, runId });
    return tail === null ? null : new WatchedRun(deps, tail);
  }

  get runId(): string {
    return this.#tail.runId;
  }

  /** The initial state for a new viewer of that role; all later frames build on it. */
  snapshot(role: ViewRole): Snapshot {
    return { state: this.#show(role), factSeq: this.#chains[role].factSeq, live: this.#tail.live };
  }

  /** The facts after a seq, filtered for the role; null when the viewer must join again. */
  resync(role: ViewRole, afterSeq: number): Frame | null {
    return this.#chains[role].replay(afterSeq, this.#tail.live);
  }

  /** A frame without facts that names the last one: a viewer that has missed some notices the gap. */
  reportLastFact(role: ViewRole): Frame | null {
    return this.resync(role, this.#chains[role].factSeq);
  }

  notice(seq?: number): void {
    this.#tail.notice(seq);
  }

  beat(): void {
    this.#tail.liveness.recordHeartbeat();
    this.checkPulse();
  }

  /** Sends a frame when the runner is lost or back, without waiting for a fact. */
  checkPulse(): void {
    if (this.#tail.live.runner === this.#sentRunner) return;
    this.#send({ always: true });
  }

  /** Notices can be lost, so an active run is also polled. */
  poll(): void {
    if (!this.#tail.isOver) this.#tail.notice();
  }

  close(): void {
    this.#frames.stop();
    this.#tail.close();
  }

  #take(events: readonly RunEvent[]): void {
    for (const chain of Object.values(this.#chains)) chain.push(events);
    this.#frames.request();
  }

  /** An event that fails the audience schema is logged and skipped, so that later events still get through. */
  #showToAudience(event: RunEvent): RunEvent | null {
    try {
      return toAudienceEvent(event);
    } catch (error) {
      this.#deps.report(`Event ${event.seq} of ${this.runId} cannot be shown to the audience`, error);
      return null;
    }
  }

  #send({ always = false } = {}): void {
    const live = this.#tail.live;
    this.#sentRunner = live.runner;
    for (const role of ["presenter", "audience"] as const) {
      const chain = this.#chains[role];
      const frame = always ? chain.takeAlways(live) : chain.take(live);
      if (frame === null) continue;
      this.#deps.broadcast(this.runId, role, frame, { volatile: frame.facts.length === 0 && !always });
    }
  }

  /** The state as a role sees it. Converted and serialised once per state, for all who join meanwhile. */
  #show(role: ViewRole): RunState {
    const { state } = this.#tail;
    const known = this.#shown[role];
    if (known?.of === state) return known.state;
    const shown = shareText(role === "presenter" ? toConsoleState(state) : toAudienceState(state));
    this.#shown[role] = { of: state, state: shown };
    return shown;
  }
}
