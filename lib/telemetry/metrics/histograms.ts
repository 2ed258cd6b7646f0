import type { Attributes, HistogramValue } from "../trace/records.ts";

/** Histograms of one instrument, one for each set of attributes. */
export class Histograms {
  readonly #bounds: readonly number[];
  readonly #byAttributes = new Map<string, { readonly attributes: Attributes; value: HistogramValue }>();

  constructor(bounds: readonly number[]) {
    this.#bounds = bounds;
  }

  /** A value at a bound belongs to the bucket below it. */
  add(attributes: Attributes, given: number): void {
    const key = JSON.stringify(attributes);
    const { value } = this.#byAttributes.get(key) ?? { value: this.#empty() };
    const found = this.#bounds.findIndex((bound) => given <= bound);
    const bucket = found === -1 ? this.#bounds.length : found;
    this.#byAttributes.set(key, {
      attributes,
      value: {
        ...value,
        counts: value.counts.map((count, index) => (index === bucket ? count + 1 : count)),
        count: value.count + 1,
        sum: value.sum + given,
        min: Math.min(value.min, given),
        max: Math.max(value.max, given),
      },
    });
  }

  get points() {
    return [...this.#byAttributes.values()];
  }

  #empty(): HistogramValue {
    const counts = Array.from({ length: this.#bounds.length + 1 }, () => 0);
    return { bounds: this.#bounds, counts, count: 0, sum: 0, min: Infinity, max: -Infinity };
  }
}
