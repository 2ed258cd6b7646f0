import { isFact, type RunEvent, type RunEventOf } from "../../core/run/events.ts";
import type { Frame, LiveStatus } from "../protocol/protocol.ts";
import { RecentFacts } from "./recent-facts.ts";

type Progress = RunEventOf<"scenario.progressed">;
type Ending = RunEventOf<"scenario.completed" | "scenario.failed" | "scenario.cancelled">;

/**
 * Collects the events of one run that have not been sent to one role yet. Each frame names the last fact before it, so a receiver
 * can detect a gap; each carries the latest progress of every running scenario, so a lost volatile frame leaves nothing stale.
 */
export class FrameChain {
  readonly #runId: string;
  readonly #view: (event: RunEvent) => RunEvent | null;
  readonly #newest = new Map<string, Progress>();
  readonly #recent: RecentFacts;
  #isPending = false;
  #sentFactSeq: number;
  #factSeq: number;

  /** `factSeq`: the last fact contained in the snapshots of new receivers. `view` filters what the role may see. */
  constructor(runId: string, factSeq: number, view: (event: RunEvent) => RunEvent | null) {
    this.#runId = runId;
    this.#view = view;
    this.#recent = new RecentFacts(factSeq);
    this.#sentFactSeq = factSeq;
    this.#factSeq = factSeq;
  }

  /** The last fact pushed, sent or not; a snapshot taken now contains it. */
  get factSeq(): number {
    return this.#factSeq;
  }

  /** Adds events in ascending order of seq. */
  push(events: readonly RunEvent[]): void {
    for (const event of events) {
      const visible = this.#view(event);
      if (visible === null) continue;
      this.#isPending = true;
      this.#recent.add(collect(visible, this.#newest));
      if (isFact(visible)) this.#factSeq = visible.seq;
    }
  }

  /** The next frame, with everything since the last one; null when nothing is pending. */
  take(live: LiveStatus): Frame | null {
    return this.#isPending ? this.takeAlways(live) : null;
  }

  /** Like `take`, but returns a frame even when only the live status has changed. */
  takeAlways(live: LiveStatus): Frame {
    // a burst too large to replay is sent as a gap: all receivers join again and share one serialised state
    const frame = this.replay(this.#sentFactSeq, live) ?? this.#frame(this.#factSeq, [], live);
    this.#isPending = false;
    this.#sentFactSeq = this.#factSeq;
    return frame;
  }

  /** A frame with the facts that a receiver missed; null when the gap is too large: the receiver must then join again. */
  replay(afterSeq: number, live: LiveStatus): Frame | null {
    const facts = this.#recent.after(afterSeq);
    return facts === null ? null : this.#frame(afterSeq, facts, live);
  }

  /** Receivers fold facts first, so progress older than the last fact is sent among the facts; otherwise it would be dropped as outdated. */
  #frame(prevFactSeq: number, facts: readonly RunEvent[], live: LiveStatus): Frame {
    const lastFactSeq = facts.at(-1)?.seq ?? 0;
    const progress = [...this.#newest.values()].toSorted((a, b) => a.seq - b.seq);
    const before = progress.filter(({ seq }) => seq < lastFactSeq);
    return {
      runId: this.#runId,
      prevFactSeq,
      factSeq: this.#factSeq,
      facts: [...facts, ...before].toSorted((a, b) => a.seq - b.seq),
      progress: progress.filter(({ seq }) => seq > lastFactSeq),
      live,
    };
  }
}

/**
 * Sorts an event into the newest progress by scenario, or returns it as a fact. An ending takes the scenario's last progress along: that
 * alone has its workers and memory, and nothing sends it later.
 */
function collect(event: RunEvent, newest: Map<string, Progress>): readonly RunEvent[] {
  if (event.type === "scenario.progressed") newest.set(event.scenarioId, event);
  if (!isFact(event)) return [];
  const last = isEnding(event) ? newest.get(event.scenarioId) : undefined;
  if (last === undefined) return [event];
  newest.delete(last.scenarioId);
  return [last, event];
}

function isEnding(event: RunEvent): event is Ending {
  return event.type === "scenario.completed" || event.type === "scenario.failed" || event.type === "scenario.cancelled";
}
