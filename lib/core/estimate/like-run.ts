/** A run whose sizes are further away than this says little: start-up hides the work of a small one. */
const MAX_SIZE_RATIO = 10;

/** Whether each planned size has a measured one within a factor of 10. */
export function areLikeSizes(measured: readonly number[], planned: readonly number[]): boolean {
  return planned.every((items) => measured.some((other) => isWithinReach(items, other)));
}

function isWithinReach(one: number, other: number): boolean {
  return one <= other * MAX_SIZE_RATIO && other <= one * MAX_SIZE_RATIO;
}
