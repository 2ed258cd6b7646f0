const FIRST_MS = 100;
/** Bounds how long a run stays unclaimed after the cause has passed, for instance when a full disk has space again. */
const LONGEST_MS = 5_000;

/**
 * Milliseconds before a lost run is claimed again: 100 · 2^(losses − 1), at most 5 s, of which the second half is random so
 * that runs lost together do not return together. `losses`: in a row without progress, ≥1; `random`: 0 ≤ random < 1.
 */
export function computeReclaimBackOffMs(losses: number, random: number): number {
  const fullMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** (losses - 1));
  return fullMs / 2 + (fullMs / 2) * random;
}
