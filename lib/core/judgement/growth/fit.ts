import { mean, rootMeanSquare, sum } from "simple-statistics";
import { GROWTH_CLASSES, type GrowthClass, type GrowthFit } from "../../run/judgement.ts";
import { growthAt } from "./weighing/shapes.ts";

type SizedTime = { readonly items: number; readonly ms: number };

/**
 * Fits T = c·f(n) for every class by least squares: c = Σ T·f / Σ f²; error = √(mean of squared residuals) / mean of T.
 * Best first. Empty with fewer than three different sizes; times must be above 0.
 */
export function fitGrowth(times: readonly SizedTime[]): readonly GrowthFit[] {
  if (new Set(times.map(({ items }) => items)).size < 3) return [];
  return GROWTH_CLASSES.flatMap((growthClass) => fitClass(growthClass, times) ?? []).toSorted(
    (one, other) => one.normalisedError - other.normalisedError,
  );
}

function fitClass(growthClass: GrowthClass, times: readonly SizedTime[]): GrowthFit | null {
  const shape = times.map(({ items }) => growthAt(growthClass, items));
  const norm = sum(shape.map((value) => value ** 2));
  if (!(norm > 0) || !Number.isFinite(norm)) return null;
  const coefficientMs = sum(times.map(({ ms }, i) => ms * (shape[i] ?? 0))) / norm;
  const residualsMs = times.map(({ ms }, i) => ms - coefficientMs * (shape[i] ?? 0));
  const normalisedError = rootMeanSquare(residualsMs) / mean(times.map(({ ms }) => ms));
  if (![coefficientMs, normalisedError].every(Number.isFinite)) return null;
  return { growthClass, coefficientMs, normalisedError };
}

/** ln(T / f(n)) about its mean; null unless f and T are above 0 everywhere. */
export function evenResiduals(growthClass: GrowthClass, times: readonly SizedTime[]): readonly number[] | null {
  const logs = times.map(({ items, ms }) => Math.log(ms / growthAt(growthClass, items)));
  if (!logs.every(Number.isFinite)) return null;
  const middle = mean(logs);
  return logs.map((log) => log - middle);
}
