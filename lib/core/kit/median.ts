/** The middle of values in order, or the mean of the two middle ones; null of none. */
export function median(values: readonly number[]): number | null {
  const ascending = values.toSorted((one, other) => one - other);
  const [low, high] = [ascending[(ascending.length - 1) >> 1], ascending[ascending.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** Scaled median absolute deviation: 1.4826 · median |x − median|, the standard deviation of normal values; 0 of none. */
export function medianDeviation(values: readonly number[]): number {
  const middle = median(values);
  if (middle === null) return 0;
  return 1.4826 * (median(values.map((value) => Math.abs(value - middle))) ?? 0);
}
