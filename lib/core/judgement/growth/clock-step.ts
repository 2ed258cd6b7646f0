import type { SizedTime } from "./weighing/evidence.ts";

/** Decimal places beyond which a time counts as exact. */
const MOST_PLACES = 6;
/** A rounding in milliseconds that is no coincidence: without equal times, larger ones are round numbers of exact times. */
const LARGEST_ROUNDING = 1;
/** Times up to this many steps show the step. */
const COARSE = 5;
/** Half-width of a multiple, in steps. */
const WITHIN = 0.02;
/** Standard deviation of a value that was rounded to a step of 1. */
const ROUNDED = 1 / Math.sqrt(12);

/**
 * The step of the clock in milliseconds: the unit to which all times are rounded (a power of ten), or the difference of
 * which all are multiples (15.6 ms, with equal times at different sizes as a sign). Null for a single time.
 */
export function findClockStep(times: readonly { readonly ms: number }[]): number | null {
  const distinct = [...new Set(times.map(({ ms }) => ms))].toSorted((one, other) => one - other);
  const [smallest] = distinct;
  if (smallest === undefined || times.length < 2) return null;
  const rounding = distinct.some(hasTwoDigits) ? findRounding(distinct) : 0;
  const difference = Math.min(smallest, ...distinct.slice(1).map((ms, i) => ms - (distinct[i] ?? 0)));
  const hasTies = distinct.length < times.length && distinct.length > 1;
  const isMultiple = (ms: number): boolean => Math.abs(ms / difference - Math.round(ms / difference)) <= WITHIN;
  if (hasTies && distinct.every(isMultiple)) return Math.max(difference, rounding);
  return hasTies || rounding <= LARGEST_ROUNDING ? rounding : 0;
}

/** Whether a number has more than one significant digit: 100, 200 and 400 do not show that they were rounded to hundreds. */
function hasTwoDigits(value: number): boolean {
  return Number(value.toPrecision(1)) !== value;
}

/** The largest power of ten of which all times are multiples; 0 when none is. */
function findRounding(times: readonly number[]): number {
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
