/** Sizes are planned to be as long as the slowest scenario takes, without holds. */
export type FitRequest = {
  /** planned items per scenario, ascending; their ratio is kept */
  readonly planned: readonly number[];
  readonly lengthMs: number;
  /** the largest number of items that a scenario may have */
  readonly maxItems: number;
  /** time of the slowest scenario with these items, which may be fractions; does not fall when they grow */
  readonly predictMs: (items: readonly number[]) => number;
};

/** From this many units on, a size is a whole multiple of the ratio's unit, so that 1 : 3 : 8 is exact. */
const MIN_EXACT_UNITS = 10;
const MIN_SCALE = 1e-6;
const MAX_SCALE = 1e6;
const HALVINGS = 60;

/**
 * Items per scenario with the planned ratio, for which the slowest scenario takes about the length: each ≥1 and ≤ `maxItems`,
 * ascending where the plan ascends and the maximum allows it. Does not fall with the length.
 */
export function fitSizes({ planned, lengthMs, maxItems, predictMs }: FitRequest): readonly number[] {
  const largest = Math.max(...planned);
  const scaled = (scale: number): number[] => planned.map((items) => items * scale);
  const scale = findScale((each) => predictMs(scaled(each)) <= lengthMs);
  return toSizes(planned, Math.min(scale, maxItems / largest), maxItems);
}

/** The largest scale that fits, by halving its logarithm. */
function findScale(fits: (scale: number) => boolean): number {
  let [low, high] = [Math.log(MIN_SCALE), Math.log(MAX_SCALE)];
  for (let round = 0; round < HALVINGS; round += 1) {
    const middle = (low + high) / 2;
    if (fits(Math.exp(middle))) low = middle;
    else high = middle;
  }
  return Math.exp(low);
}

function toSizes(planned: readonly number[], scale: number, maxItems: number): readonly number[] {
  const unit = planned.reduce(greatestCommonDivisor);
  const units = unit * scale;
  const exact = toRoundUnits(units);
  const isExact = exact >= MIN_EXACT_UNITS && planned.every((items) => (items / unit) * exact <= maxItems);
  let before = 0;
  return planned.map((items, at) => {
    const least = before + (at > 0 && items > (planned[at - 1] ?? items) ? 1 : 0);
    const size = isExact ? (items / unit) * exact : Math.round(items * scale);
    before = Math.min(maxItems, Math.max(1, least, size));
    return before;
  });
}

/** Two digits from 100 on: a hall reads 140, not 137. */
function toRoundUnits(units: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, units))) - 1);
  return Math.round(units / step) * step;
}

function greatestCommonDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestCommonDivisor(other, one % other);
}
