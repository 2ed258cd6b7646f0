import type { RunEvent } from "../../core/run/events.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { EventLog } from "../../core/ports/event-log.ts";
import type { Shortage } from "../../core/ports/storage.ts";
import type { RunState } from "../../core/run/state.ts";
import { createThrottle, type Throttle } from "../../throttle.ts";
import { toAudienceEvent, toAudienceState } from "../audience/view.ts";
import { toConsoleState } from "./console-state.ts";
import { FrameChain } from "./frame-chain.ts";
import { QueuePosition, type QueueSource } from "./queue-position.ts";
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
  /** what the database lacks; nothing by default */
  readonly shortage?: () => Shortage | null;
  /** missing: a queued run does not say why it waits */
  readonly queue?: QueueSource;
  readonly report: (what: string, error: unknown) => void;
};

/** A run with viewers: its log tail, and a frame chain per role. */
export class WatchedRun {
  readonly #deps: Deps;
  readonly #tail: RunTail;
  readonly #chains: Record<ViewRole, FrameChain>;
  readonly #frames: Throttle<void>;
  readonly #queuePosition: QueuePosition | null;
  /** the live status in the last frame, without the clock */
  #sentPulse: string;
  readonly #shown: Partial<Record<ViewRole, { readonly of: RunState; readonly state: RunState }>> = {};

  private constructor(deps: Deps, tail: RunTail) {
    this.#deps = deps;
    this.#tail = tail;
    const { runId, state } = tail;
    this.#queuePosition =
      deps.queue !== undefined && state.status === "queued" ? new QueuePosition(runId, deps.queue) : null;
    this.#sentPulse = toPulse(this.live);
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
    if (tail === null) return null;
    const watched = new WatchedRun(deps, tail);
    await watched.#queuePosition?.refresh();
    return watched;
  }

  get runId(): string {
    return this.#tail.runId;
  }

  get live(): LiveStatus {
    const wait = this.#tail.state.status === "queued" ? (this.#queuePosition?.wait ?? null) : null;
    return wait === null ? this.#runnerStatus : { ...this.#runnerStatus, wait };
  }

  /** The initial state for a new viewer of that role; all later frames build on it. */
  snapshot(role: ViewRole): Snapshot {
    return { state: this.#show(role), factSeq: this.#chains[role].factSeq, live: this.live };
  }

  /** Sends at once what waits for the next frame. */
  flush(): void {
    this.#send();
  }

  /** The facts after a seq, filtered for the role; null when the viewer must join again. */
  resync(role: ViewRole, afterSeq: number): Frame | null {
    return this.#chains[role].replay(afterSeq, this.live);
  }

  /** A frame without facts that names the last one: a viewer that has missed some notices the gap. */
  reportLastFact(role: ViewRole): Frame | null {
    return this.resync(role, this.#chains[role].factSeq);
  }

  /** Call when another run has a new fact, which may move this one up in the queue. */
  noticeOther(runId: string): void {
    if (this.#tail.state.status === "queued") void this.#queuePosition?.notice(runId);
  }

  notice(seq?: number): void {
    this.#tail.notice(seq);
  }

  beat(): void {
    this.#tail.liveness.recordHeartbeat();
    // an ended run has no runner: it has been reopened, and the notice was lost
    if (this.#tail.isOver) this.#tail.notice();
    this.checkPulse();
  }

  /** Sends a frame when the runner is lost or back, the database cannot store, or its queue position has changed, without waiting for a fact. */
  checkPulse(): void {
    if (toPulse(this.live) === this.#sentPulse) return;
    this.#send({ always: true });
  }

  /** Notices can be lost, so an active run is also polled. */
  poll(): void {
    if (!this.#tail.isOver) this.#tail.notice();
    if (this.#tail.state.status === "queued") void this.#queuePosition?.refresh();
  }

  close(): void {
    this.#frames.stop();
    this.#tail.close();
  }

  /** While the database cannot store, a run makes no progress, even if its runner is alive. */
  get #runnerStatus(): LiveStatus {
    const { live, state } = this.#tail;
    const shortage = this.#deps.shortage?.() ?? null;
    if (shortage === null || live.runner === "none") return live;
    return { runAtMs: state.atMs, runner: "lost", shortage };
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
    const { live } = this;
    this.#sentPulse = toPulse(live);
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

function toPulse({ runner, shortage, wait }: LiveStatus): string {
  return `${runner} ${shortage} ${wait?.reason} ${wait?.position}`;
}
