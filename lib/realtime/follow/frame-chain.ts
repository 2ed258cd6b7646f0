import { isFact, type RunEvent, type RunEventOf } from "../../core/run/events.ts";
import type { Frame, LiveStatus } from "../protocol/protocol.ts";

type Progress = RunEventOf<"scenario.progressed">;
type Ending = RunEventOf<"scenario.completed" | "scenario.failed" | "scenario.cancelled">;

/**
 * Gathers what one role has not been told yet of one run. Each frame names the last fact before it, so a receiver
 * sees a gap; each carries the newest progress of every scenario at work, so a lost volatile frame leaves nothing stale.
 */
export class FrameChain {
  readonly #runId: string;
  readonly #view: (event: RunEvent) => RunEvent | null;
  readonly #newest = new Map<string, Progress>();
  readonly #startSeq: number;
  #facts: RunEvent[] = [];
  #hasNews = false;
  #sentFactSeq: number;
  #factSeq: number;

  /** `factSeq`: the last fact that everybody who joins from now on has. `view` gives what the role may see. */
  constructor(runId: string, factSeq: number, view: (event: RunEvent) => RunEvent | null) {
    this.#runId = runId;
    this.#view = view;
    this.#startSeq = factSeq;
    this.#sentFactSeq = factSeq;
    this.#factSeq = factSeq;
  }

  /** The last fact taken in, sent or not: what a state of this moment contains. */
  get factSeq(): number {
    return this.#factSeq;
  }

  /** Takes in events in order of seq. */
  push(events: readonly RunEvent[]): void {
    for (const event of events) {
      const seen = this.#view(event);
      if (seen === null) continue;
      this.#hasNews = true;
      if (seen.type === "scenario.progressed") this.#newest.set(seen.scenarioId, seen);
      if (!isFact(seen)) continue;
      if (isEnding(seen)) this.#newest.delete(seen.scenarioId);
      this.#facts.push(seen);
      this.#factSeq = seen.seq;
    }
  }

  /** The next frame with everything since the last one; null when there is no news. */
  take(live: LiveStatus): Frame | null {
    return this.#hasNews ? this.takeAnyway(live) : null;
  }

  /** As `take`, for news of the runner alone. */
  takeAnyway(live: LiveStatus): Frame {
    const frame = this.#frame(this.#sentFactSeq, this.#facts, live);
    this.#facts = [];
    this.#hasNews = false;
    this.#sentFactSeq = this.#factSeq;
    return frame;
  }

  /**
   * What a receiver is missing, from events read again in the log. null when it has missed more than this chain ever
   * told: then only joining again helps.
   */
  replay(afterSeq: number, events: readonly RunEvent[], live: LiveStatus): Frame | null {
    if (afterSeq < this.#startSeq) return null;
    const facts = events
      .filter(isFact)
      .flatMap((event) => (event.seq <= this.#factSeq ? (this.#view(event) ?? []) : []));
    const hasAll = (facts.at(-1)?.seq ?? afterSeq) >= this.#factSeq;
    const frame = this.#frame(afterSeq, facts, live);
    // the chain went on while the log was read: what came since is in a frame of its own
    return hasAll ? frame : { ...frame, factSeq: facts.at(-1)?.seq ?? afterSeq, progress: [] };
  }

  /** Receivers fold facts first; progress older than the last of them travels among them, else it would come too late to count. */
  #frame(prevFactSeq: number, facts: readonly RunEvent[], live: LiveStatus): Frame {
    const lastFactSeq = facts.at(-1)?.seq ?? 0;
    const progress = [...this.#newest.values()].toSorted((a, b) => a.seq - b.seq);
    const before = progress.filter(({ seq }) => seq < lastFactSeq);
    return {
      runId: this.#runId,
      prevFactSeq,
      factSeq: this.#factSeq,
      facts: before.length === 0 ? [...facts] : [...facts, ...before].toSorted((a, b) => a.seq - b.seq),
      progress: progress.filter(({ seq }) => seq > lastFactSeq),
      live,
    };
  }
}

function isEnding(event: RunEvent): event is Ending {
  return event.type === "scenario.completed" || event.type === "scenario.failed" || event.type === "scenario.cancelled";
}
