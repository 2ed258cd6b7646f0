/** The index of the first number above `floor` in an ascending list; its length when there is none. */
export function firstIndexAbove(ascending: readonly number[], floor: number): number {
  return firstIndexAboveBy(ascending, floor, (value) => value);
}

/** Like `firstIndexAbove`, in a list that ascends by `numberOf`. */
export function firstIndexAboveBy<Value>(
  ascending: readonly Value[],
  floor: number,
  numberOf: (value: Value) => number,
): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const value = ascending[middle];
    if (value !== undefined && numberOf(value) <= floor) low = middle + 1;
    else high = middle;
  }
  return low;
}
