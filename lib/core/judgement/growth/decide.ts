import { sum } from "simple-statistics";
import { evenResiduals, type ClassFit, type SizedTime } from "./fit.ts";
import type { GrowthClass } from "../../run/judgement.ts";

/** Minimum ratio of the runner-up's error to the best one's. */
const SURE_RATIO = 1.5;
/** With 5 % noise per size the sample deviation stays below this in 95 % of cases: up to it one class fits all sizes. */
const EVEN = 0.084;
/** Above this deviation no class fits all sizes: growth changes between them, and the largest sizes decide. */
const CHANGING = 0.34;
/** Distance of the log shapes of two classes at the measured sizes: below NEAR 5 % noise hides it, above FAR hardly even 20 %. */
const NEAR = 0.1;
const FAR = 0.4;
/** Minimum relative errors of a time (differences between scenarios), and the one assumed without points. */
const LEAST_ERROR = 0.02;
const LEAST_ERROR_OF_LARGE = 0.05;
const ASSUMED_ERROR = 0.1;
const ASSUMED_GAP = 2;

export type GrowthVerdict = {
  readonly growthClass: GrowthClass | null;
  /** "total": smallest total error; "even": smallest error of logarithms, weighted by the precision of each time; "none": uncertain */
  readonly by: "total" | "even" | "none";
  /** the classes that cannot be told apart; empty when none fits all sizes */
  readonly rivals: readonly GrowthClass[];
  readonly evenErrors: readonly { readonly growthClass: GrowthClass; readonly error: number }[];
};

/** The error of a fit by one measure. */
type Reading = {
  readonly growthClass: GrowthClass;
  readonly error: number;
  /** residual of each time */
  readonly residuals: readonly number[];
  /** log shape at these sizes, without scale */
  readonly shape: readonly number[];
};
type Pair = { readonly best: Reading; readonly second: Reading };
type View = { readonly total: Pair; readonly even: Pair; readonly times: readonly SizedTime[] };

/**
 * B5, B7. Selects the growth class of the times, or none. Each fit is read twice: by its total error, in which large times
 * dominate, and by its even error, of logarithms, in which each size has the weight 1/error². A reading is certain when the
 * runner-up's error is ≥1.5× the best one's and the gap of the squared errors is at least its standard error,
 * √Σ(∂gap/∂T · error of T)². With errors from points, the total reading decides, then the even one if one class fits all
 * sizes. Without, the even one decides if one class fits all sizes; if none comes close (a knee), the total one by its 1.5×
 * alone; otherwise both must agree on classes that are far apart. `errors`: relative, per time; null when unknown.
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

/** Residuals of log times about their weighted mean, each in units of its error; without errors all weights are equal. */
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

/** Whether one class fits all sizes: within 5 % noise, or within twice the known noise. */
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

/** Euclidean distance between the log shapes of two classes at these sizes. */
function computeDistance({ best, second }: Pair): number {
  return Math.hypot(...best.shape.map((value, i) => value - (second.shape[i] ?? 0)));
}

/** The gap of the squared errors over its standard error, given the noise of each residual. */
function computeGap({ best, second }: Pair, noise: readonly number[]): number {
  const gap = sum(second.residuals.map((value, i) => value ** 2 - (best.residuals[i] ?? 0) ** 2));
  const slopes = noise.map((each, i) => 2 * ((second.residuals[i] ?? 0) - (best.residuals[i] ?? 0)) * each);
  const error = Math.hypot(...slopes);
  return error > 0 ? gap / error : 0;
}

/** Sample standard deviation of log times from a class. */
function computeSpread({ error, residuals }: Reading): number {
  return error * Math.sqrt(residuals.length / (residuals.length - 1));
}
