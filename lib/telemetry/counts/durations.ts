import { DURATION_BOUNDS, type DurationCounts } from "../../core/ports/process-figures.ts";

/** Counts durations in buckets: a few comparisons and two additions each. */
export class Durations {
  readonly #counts: number[] = Array.from({ length: DURATION_BOUNDS.length + 1 }, () => 0);
  #sumSeconds = 0;

  /** A duration equal to a bound belongs to its bucket. */
  add(seconds: number): void {
    const at = DURATION_BOUNDS.findIndex((bound) => seconds <= bound);
    const bucket = at === -1 ? DURATION_BOUNDS.length : at;
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#sumSeconds += seconds;
  }

  read(): DurationCounts {
    return { counts: [...this.#counts], sumSeconds: this.#sumSeconds };
  }
}
