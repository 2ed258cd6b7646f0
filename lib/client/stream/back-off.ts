const FIRST_MS = 1_000;
const LONGEST_MS = 15_000;

/** The pause before another try, doubled with each failure, between half and all of it, so that a crowd does not return at once. */
export function computeBackOffMs(failures: number, random: () => number): number {
  const fullMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 10));
  return fullMs * (0.5 + random() / 2);
}
