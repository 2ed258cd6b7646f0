import { rootMeanSquare, sum, type ClassFit, type SizedTime } from "./growth-fit.ts";
import type { GrowthClass } from "./judgement.ts";

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
  /** "total": the least error in all; "even": every size counts alike; the classes between which it cannot be told when unsure */
  readonly by: "total" | "even" | "none";
  readonly rivals: readonly GrowthClass[];
};

type Pair = { readonly best: ClassFit; readonly second: ClassFit };

/**
 * B5, B7. Which class the times belong to, if any. Two readings of the same fits: the total error, in which large times
 * weigh most, and the even one, of logarithms, in which every size weighs alike. A reading is sure when its runner-up has
 * ≥1.5× the error and the gap of the squared errors is at least its own standard error, √Σ(∂gap/∂T · error of T)².
 * With errors from points: the total reading, then the even one while one class fits all sizes. Without: the even one
 * while one class fits all sizes; the total one by 1.5× alone when none comes near all sizes (a knee); else both must say
 * the same of classes far apart.
 */
export function decideGrowth(
  fits: readonly ClassFit[],
  times: readonly SizedTime[],
  errors: readonly number[] | null,
): GrowthVerdict {
  const total = toPair(fits, ({ normalisedError }) => normalisedError);
  const even = toPair(
    fits.filter(({ evenError }) => evenError !== null),
    ({ evenError }) => evenError ?? 0,
  );
  if (total === null || even === null) return { growthClass: null, by: "none", rivals: [] };
  const view = { total, even, times, spread: sampleDeviation(even.best), errors };
  const by = errors === null ? decideWithoutErrors(view) : decideWithErrors(view, errors);
  if (by === "none") {
    const rivals = [...new Set([total.best, total.second, even.best].map(({ growthClass }) => growthClass))];
    return { growthClass: null, by, rivals };
  }
  return { growthClass: (by === "total" ? total : even).best.growthClass, by, rivals: [] };
}

type View = {
  readonly total: Pair;
  readonly even: Pair;
  readonly times: readonly SizedTime[];
  readonly spread: number;
};

function decideWithErrors({ total, even, times, spread }: View, errors: readonly number[]): GrowthVerdict["by"] {
  const isEven = spread <= Math.max(EVEN, 2 * rootMeanSquare(errors));
  const largeErrors = errors.map((error) => Math.max(error, LEAST_ERROR_OF_LARGE));
  if ((isEven || distance(total) >= FAR) && isApart(total, totalError) && totalGap(total, times, largeErrors) >= 1)
    return "total";
  const leastErrors = errors.map((error) => Math.max(error, LEAST_ERROR));
  return isEven && isApart(even, evenError) && evenGap(even, leastErrors) >= 1 ? "even" : "none";
}

function decideWithoutErrors({ total, even, times, spread }: View): GrowthVerdict["by"] {
  if (spread <= EVEN) return isApart(even, evenError) && distance(even) >= NEAR ? "even" : "none";
  if (!isApart(total, totalError)) return "none";
  if (evenError(even.best) > CHANGING) return "total";
  const errors = times.map(() => ASSUMED_ERROR);
  const isSame = total.best === even.best && isApart(even, evenError) && distance(even) >= FAR;
  const isClear = evenGap(even, errors) >= ASSUMED_GAP && totalGap(total, times, errors) >= ASSUMED_GAP;
  return isSame && isClear ? "total" : "none";
}

const totalError = ({ normalisedError }: ClassFit): number => normalisedError;
const evenError = (fit: ClassFit): number => fit.evenError ?? Number.POSITIVE_INFINITY;

function toPair(fits: readonly ClassFit[], error: (fit: ClassFit) => number): Pair | null {
  const [best, second] = fits.toSorted((one, other) => error(one) - error(other));
  return best === undefined || second === undefined ? null : { best, second };
}

function isApart({ best, second }: Pair, error: (fit: ClassFit) => number): boolean {
  return error(second) >= SURE_RATIO * error(best);
}

/** Of the log shapes, scale left out: a kind of angle between two classes at these sizes. */
function distance({ best, second }: Pair): number {
  return Math.hypot(...best.evenResiduals.map((residual, i) => residual - (second.evenResiduals[i] ?? 0)));
}

/** The gap of the squared errors over its standard error, when each time is off by its relative error. */
function totalGap({ best, second }: Pair, times: readonly SizedTime[], errors: readonly number[]): number {
  const slopes = times.map(
    ({ ms }, i) => 2 * ((second.residualsMs[i] ?? 0) - (best.residualsMs[i] ?? 0)) * ms * (errors[i] ?? 0),
  );
  return gapOver(second.residualsMs, best.residualsMs, slopes);
}

function evenGap({ best, second }: Pair, errors: readonly number[]): number {
  const slopes = errors.map((error, i) => 2 * ((second.evenResiduals[i] ?? 0) - (best.evenResiduals[i] ?? 0)) * error);
  return gapOver(second.evenResiduals, best.evenResiduals, slopes);
}

function gapOver(more: readonly number[], less: readonly number[], slopes: readonly number[]): number {
  const gap = sum(more.map((value) => value ** 2)) - sum(less.map((value) => value ** 2));
  const noise = Math.hypot(...slopes);
  return noise > 0 ? gap / noise : 0;
}

function sampleDeviation({ evenResiduals }: ClassFit): number {
  return rootMeanSquare(evenResiduals) * Math.sqrt(evenResiduals.length / (evenResiduals.length - 1));
}
