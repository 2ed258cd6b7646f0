import type { RunEvent } from "../../core/run/events.ts";

/** About the size of a state: for a larger gap, joining again costs less. */
const KEPT_BYTES = 64_000;

type Kept = { readonly event: RunEvent; readonly bytes: number };

/** The latest facts of a role, so that a gap is filled without reading the log again. */
export class RecentFacts {
  #kept: Kept[] = [];
  #bytes = 0;
  #startSeq: number;

  /** `startSeq`: the last fact before those that will be added */
  constructor(startSeq: number) {
    this.#startSeq = startSeq;
  }

  add(events: readonly RunEvent[]): void {
    const added = events.map((event) => ({ event, bytes: JSON.stringify(event).length }));
    this.#kept.push(...added);
    this.#bytes += added.reduce((sum, { bytes }) => sum + bytes, 0);
    let dropped = 0;
    for (; this.#bytes > KEPT_BYTES; dropped += 1) {
      const oldest = this.#kept[dropped];
      if (oldest === undefined) break;
      this.#bytes -= oldest.bytes;
      this.#startSeq = Math.max(this.#startSeq, oldest.event.seq);
    }
    if (dropped > 0) this.#kept = this.#kept.slice(dropped);
  }

  /** null when the gap begins before the facts that are kept. */
  after(seq: number): readonly RunEvent[] | null {
    if (seq < this.#startSeq) return null;
    return this.#kept.flatMap(({ event }) => (event.seq > seq ? event : []));
  }
}
