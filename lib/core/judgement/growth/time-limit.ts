import { findRounding } from "./clock-step.ts";

/** Fewest sizes that share the largest time, and that grow up to it. */
const FEWEST_LIMITED = 2;
const FEWEST_GROWING = 2;
/** Without a time that is a usual limit, more of them are needed. */
const FEWEST_OF_ANY_TIME = 3;
/** A time of fewer steps of its last digit is equal to others by chance. */
const FINE = 100;
/** The largest time over that of the smallest size. */
const LEAST_GROWTH = 2;
/** What a programme that was stopped at a limit takes beyond it, as a share. */
const LATE = 0.003;
/** Usual limits, in seconds. */
const USUAL_LIMITS = [
  1, 2, 3, 5, 10, 15, 20, 30, 45, 60, 90, 100, 120, 180, 200, 240, 300, 500, 600, 900, 1_000, 1_200, 1_800,
];
const HOUR_S = 3_600;

/**
 * How many of the largest sizes share the largest time to its last digit after the smaller ones grew up to it: they were
 * stopped by a time limit, so that their times are no measurements. 0 when there is none.
 */
export function countLimited(sizes: readonly { readonly ms: number }[]): number {
  const times = sizes.map(({ ms }) => ms);
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  const isUsual = isUsualLimit(last);
  const isLimited = (ms: number): boolean =>
    ms === last || (isUsual && isUsualLimit(ms) && Math.abs(ms / last - 1) < LATE);
  const growing = times.slice(0, times.findLastIndex((ms) => !isLimited(ms)) + 1);
  const limited = times.length - growing.length;
  const isGrowth = growing.length >= FEWEST_GROWING && growing.every((ms, i) => i === 0 || ms > (growing[i - 1] ?? 0));
  if (!isGrowth || limited < (isUsual ? FEWEST_LIMITED : FEWEST_OF_ANY_TIME)) return 0;
  const isFine = last >= FINE * findRounding([...new Set(times)]);
  return isFine && last > Math.max(...growing) && last >= LEAST_GROWTH * first ? limited : 0;
}

function isUsualLimit(ms: number): boolean {
  const seconds = ms / 1_000;
  const limit = USUAL_LIMITS.findLast((each) => each <= seconds) ?? 1;
  const nearest = seconds >= HOUR_S ? HOUR_S * Math.floor(seconds / HOUR_S) : limit;
  return seconds >= nearest && seconds <= nearest * (1 + LATE);
}
