const FIRST_PAUSE_MS = 100;
/** Bounds how long a run stands still after its trouble has passed, for instance when a full disk has space again. */
const LONGEST_PAUSE_MS = 5_000;

/**
 * Milliseconds before a lost run is claimed again: 100 · 2^(losses − 1), at most 5 s, of which the second half is random so
 * that runs lost together do not return together. `losses`: in a row without progress, ≥1; `random`: 0 ≤ random < 1.
 */
export function computeReclaimPauseMs(losses: number, random: number): number {
  const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (losses - 1));
  return pauseMs / 2 + (pauseMs / 2) * random;
}
