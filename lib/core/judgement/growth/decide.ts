import { sum } from "simple-statistics";
import { evenResiduals, type ClassFit, type SizedTime } from "./fit.ts";
import type { GrowthClass } from "../../run/judgement.ts";

/** The runner-up's error must be this multiple of the best one's. */
const SURE_RATIO = 1.5;
/** 5 % noise a size stays below this sample deviation nineteen times in twenty: until then one class fits all sizes. */
const EVEN = 0.084;
/** Above it no class fits all sizes: growth changes between them, and the largest ones tell. */
const CHANGING = 0.34;
/** Distance of the log shapes of two classes at the sizes measured: below NEAR 5 % noise hides it; above FAR even 20 % hardly does. */
const NEAR = 0.1;
const FAR = 0.4;
/** Errors of a time that nothing measured rules out: between scenarios, and where no points tell any. */
const LEAST_ERROR = 0.02;
const LEAST_ERROR_OF_LARGE = 0.05;
const ASSUMED_ERROR = 0.1;
const ASSUMED_GAP = 2;

export type GrowthVerdict = {
  readonly growthClass: GrowthClass | null;
  /** "total": the least error in all; "even": of logarithms, weighed by how sure each time is; "none": unsure */
  readonly by: "total" | "even" | "none";
  /** the classes between which it cannot be told; empty when none fits all sizes */
  readonly rivals: readonly GrowthClass[];
  readonly evenErrors: readonly { readonly growthClass: GrowthClass; readonly error: number }[];
};

/** One way to look at a fit. */
type Reading = {
  readonly growthClass: GrowthClass;
  readonly error: number;
  /** what is left of each time */
  readonly residuals: readonly number[];
  /** log shape at these sizes, scale left out */
  readonly shape: readonly number[];
};
type Pair = { readonly best: Reading; readonly second: Reading };
type View = { readonly total: Pair; readonly even: Pair; readonly times: readonly SizedTime[] };

/**
 * B5, B7. Which class the times belong to, if any. Two readings of the same fits: the total error, in which large times
 * weigh most, and the even one, of logarithms, in which each size weighs 1 / error². A reading is sure when its runner-up
 * has ≥1.5× the error and the gap of the squared errors is at least its own standard error, √Σ(∂gap/∂T · error of T)².
 * With errors from points: the total reading, then the even one while one class fits all sizes. Without: the even one
 * while one class fits all sizes; the total one by 1.5× alone when none comes near all sizes (a knee); else both must say
 * the same of classes far apart.
 */
export function decideGrowth(
  fits: readonly ClassFit[],
  times: readonly SizedTime[],
  errors: readonly number[] | null,
): GrowthVerdict {
  const readings = fits.flatMap(
    (fit) => readEven(fit, times, errors?.map((error) => Math.max(error, LEAST_ERROR)) ?? null) ?? [],
  );
  const even = toPair(readings);
  const total = toPair(fits.map(readTotal));
  const evenErrors = readings.map(({ growthClass, error }) => ({ growthClass, error }));
  if (total === null || even === null) return { growthClass: null, by: "none", rivals: [], evenErrors };
  const view = { total, even, times };
  const by = errors === null ? decideWithoutErrors(view) : decideWithErrors(view, errors);
  const names = [total.best, total.second, even.best].map(({ growthClass }) => growthClass);
  if (by === "none")
    return { growthClass: null, by, rivals: isEven(even, errors) ? [...new Set(names)] : [], evenErrors };
  return { growthClass: (by === "total" ? total : even).best.growthClass, by, rivals: [], evenErrors };
}

function readTotal({ growthClass, normalisedError, residualsMs, evenResiduals }: ClassFit): Reading {
  return { growthClass, error: normalisedError, residuals: residualsMs, shape: evenResiduals };
}

/** Residuals of log times about their weighed mean, each in units of its error; without errors all weigh the same. */
function readEven(fit: ClassFit, times: readonly SizedTime[], errors: readonly number[] | null): Reading | null {
  const weights = times.map((_, i) => 1 / (errors?.[i] ?? 1) ** 2);
  const logs = evenResiduals(fit.growthClass, times);
  if (logs === null) return null;
  const mean = sum(logs.map((log, i) => log * (weights[i] ?? 0))) / sum(weights);
  const residuals = logs.map((log, i) => (log - mean) * Math.sqrt(weights[i] ?? 0));
  const error = Math.sqrt(sum(residuals.map((residual) => residual ** 2)) / sum(weights));
  return { growthClass: fit.growthClass, error, residuals, shape: logs };
}

function decideWithErrors({ total, even, times }: View, errors: readonly number[]): GrowthVerdict["by"] {
  const fitsAll = isEven(even, errors);
  const largeErrors = times.map(({ ms }, i) => ms * Math.max(errors[i] ?? 0, LEAST_ERROR_OF_LARGE));
  if ((fitsAll || computeDistance(total) >= FAR) && isApart(total) && computeGap(total, largeErrors) >= 1)
    return "total";
  return fitsAll &&
    isApart(even) &&
    computeGap(
      even,
      times.map(() => 1),
    ) >= 1
    ? "even"
    : "none";
}

function decideWithoutErrors({ total, even, times }: View): GrowthVerdict["by"] {
  if (isEven(even, null)) return isApart(even) && computeDistance(even) >= NEAR ? "even" : "none";
  if (!isApart(total)) return "none";
  if (even.best.error > CHANGING) return "total";
  const isSame = total.best.growthClass === even.best.growthClass && isApart(even) && computeDistance(even) >= FAR;
  const evenGap = computeGap(
    even,
    times.map(() => ASSUMED_ERROR),
  );
  const totalGap = computeGap(
    total,
    times.map(({ ms }) => ms * ASSUMED_ERROR),
  );
  return isSame && evenGap >= ASSUMED_GAP && totalGap >= ASSUMED_GAP ? "total" : "none";
}

/** One class comes as near to all sizes as 5 % noise would, or twice the noise that is known. */
function isEven({ best }: Pair, errors: readonly number[] | null): boolean {
  const weights = (errors ?? []).map((error) => 1 / Math.max(error, LEAST_ERROR) ** 2);
  const usual = weights.length === 0 ? 0 : Math.sqrt(weights.length / sum(weights));
  return computeSpread(best) <= Math.max(EVEN, 2 * usual);
}

function toPair(readings: readonly Reading[]): Pair | null {
  const [best, second] = readings.toSorted((one, other) => one.error - other.error);
  return best === undefined || second === undefined ? null : { best, second };
}

function isApart({ best, second }: Pair): boolean {
  return second.error >= SURE_RATIO * best.error;
}

/** A kind of angle between two classes at these sizes. */
function computeDistance({ best, second }: Pair): number {
  return Math.hypot(...best.shape.map((value, i) => value - (second.shape[i] ?? 0)));
}

/** The gap of the squared errors over its standard error, when each residual is off by its noise. */
function computeGap({ best, second }: Pair, noise: readonly number[]): number {
  const gap = sum(second.residuals.map((value, i) => value ** 2 - (best.residuals[i] ?? 0) ** 2));
  const slopes = noise.map((each, i) => 2 * ((second.residuals[i] ?? 0) - (best.residuals[i] ?? 0)) * each);
  const error = Math.hypot(...slopes);
  return error > 0 ? gap / error : 0;
}

/** Sample deviation of log times from a class. */
function computeSpread({ error, residuals }: Reading): number {
  return error * Math.sqrt(residuals.length / (residuals.length - 1));
}
