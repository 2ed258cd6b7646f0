import type { SizedTime } from "./weighing/evidence.ts";

/** Decimal places beyond which a time counts as exact. */
const MOST_PLACES = 6;
/** A rounding in milliseconds that is no coincidence: without equal times, larger ones are round numbers of exact times. */
const LARGEST_ROUNDING = 1;
/** Times up to this many steps show the step. */
const COARSE = 5;
/** Clocks that tick otherwise than in powers of ten, in milliseconds; others only where chance hardly explains the multiples. */
const KNOWN_TICKS = [15.6, 15.625, 16];
const CHANCE = 0.02;
/** No clock ticks more slowly, powers of ten aside: larger multiples are batches. */
const SLOWEST_TICK = 60;
/** Equal times of so few units that their rounding may hide any growth. */
const FEW_UNITS = 4;
/** Standard deviation of a value that was rounded to a step of 1. */
const ROUNDED = 1 / Math.sqrt(12);

/**
 * The step of the clock in milliseconds: the unit to which all times are rounded (a power of ten), or the difference of
 * which all are multiples (15.6 ms, with equal times at different sizes as a sign), unless chance explains it. Null for a
 * single time.
 */
export function findClockStep(
  times: readonly { readonly ms: number; readonly repeatsMs?: readonly number[] }[],
): number | null {
  const shown = times.flatMap(({ ms, repeatsMs = [] }) => [ms, ...repeatsMs]);
  const distinct = [...new Set(shown)].toSorted((one, other) => one - other);
  const [smallest] = distinct;
  if (smallest === undefined || times.length < 2) return null;
  if (distinct.length === 1) return isFewUnits(smallest) ? findRounding([smallest]) : 0;
  const rounding = distinct.some(hasTwoDigits) ? findRounding(distinct) : 0;
  const hasTies = new Set(times.map(({ ms }) => ms)).size < times.length;
  const difference = Math.min(smallest, ...distinct.slice(1).map((ms, i) => ms - (distinct[i] ?? 0)));
  if (hasTies && isTick(difference, distinct)) return Math.max(difference, rounding);
  return hasTies || rounding <= LARGEST_ROUNDING ? rounding : 0;
}

/** Whether all times are multiples of a step, as exactly as they are written, and not by chance. */
function isTick(stepMs: number, times: readonly number[]): boolean {
  const unit = findRounding(times);
  const errorAt = (ms: number): number => Math.abs(ms - Math.round(ms / stepMs) * stepMs);
  const isWritten = (ms: number): boolean => errorAt(ms) <= (unit * (1 + Math.round(ms / stepMs))) / 2 + 1e-9 * ms;
  if (unit === 0 || !times.every(isWritten)) return false;
  if (isPowerOfTen(stepMs)) return true;
  if (stepMs > SLOWEST_TICK) return false;
  if (KNOWN_TICKS.some((tick) => Math.abs(tick - stepMs) <= unit)) return true;
  const isExact = times.every((ms) => errorAt(ms) <= 1e-9 * ms);
  const chances = times.slice(1).map((ms, i) => {
    const ratio = ms / (times[i] ?? ms);
    // a multiple of a multiple, as growth makes them
    if (Math.abs(ratio - Math.round(ratio)) < 1e-6) return 1;
    return Math.min(1, (unit / stepMs) * (isExact ? 1 : 1 + Math.round(ms / stepMs)));
  });
  return chances.reduce((product, chance) => product * chance, 1) <= CHANCE;
}

function isPowerOfTen(value: number): boolean {
  const power = Math.log10(value);
  return Math.abs(power - Math.round(power)) < 1e-9;
}

/** A few milliseconds, seconds, microseconds or nanoseconds without further digits. */
function isFewUnits(ms: number): boolean {
  return [1e-6, 1e-3, 1, 1_000].some(
    (unit) => Math.abs(ms / unit - Math.round(ms / unit)) < 1e-9 && ms <= FEW_UNITS * unit,
  );
}

/** Whether a number has more than one significant digit: 100, 200 and 400 do not show that they were rounded to hundreds. */
function hasTwoDigits(value: number): boolean {
  return Number(value.toPrecision(1)) !== value;
}

/** The largest power of ten of which all times are multiples; 0 when none is. */
export function findRounding(times: readonly number[]): number {
  const isMultiple = (step: number): boolean =>
    times.every((ms) => ms >= step && Math.abs(ms / step - Math.round(ms / step)) < 1e-9 * (ms / step));
  for (let place = MOST_PLACES; place >= -MOST_PLACES; place -= 1) {
    const step = 10 ** place;
    if (isMultiple(step)) return step;
  }
  return 0;
}

/** Relative standard error of a time that was read from a clock with this step. */
export function computeStepError(ms: number, stepMs: number | null): number {
  return stepMs === null ? 0 : (stepMs * ROUNDED) / ms;
}

/** Whether the step hides differences between the sizes: two of them show the same few steps. */
export function isCoarse(times: readonly SizedTime[], stepMs: number | null): boolean {
  if (stepMs === null) return false;
  const few = times.filter(({ ms }) => ms < COARSE * stepMs).map(({ ms }) => Math.round(ms / stepMs));
  return new Set(few).size < few.length;
}
