import { linearRegression, rootMeanSquare, sum } from "simple-statistics";
import type { Verdict } from "./decide.ts";
import { fitCurve } from "./weighing/curve.ts";
import { createWeigher, type Assumptions } from "./weighing/evidence.ts";
import { CLASS_SHAPES, isBend } from "./weighing/shapes.ts";
import type { Growth, LocalExponent } from "../../run/judgement.ts";
import type { MeasuredSize } from "./sizes.ts";
import { KNEE_SUPPORT } from "./weighing/weigh.ts";

/** Minimum difference of the exponents before and after a knee. */
const KNEE = 0.5;
/** Three sizes show a knee only beyond this relative error of each time. */
const ANY_NOISE = 0.2;
/** Three times so close to the curve of a class with a fixed cost show no knee, root mean square of ln. */
const EXPLAINED = 0.1;
/** Three sizes with other exponents than these show a fixed cost or an outlier as well. */
const [LEAST_GROWTH, MOST_GROWTH] = [0.5, 3.25];
/** With known errors a fixed cost beside a power would explain a smaller exponent as well. */
const NEARLY_LINEAR = 0.85;
/** Least relative error of a time, and the largest deviation of ln T from the powers of both sides. */
const LEAST_ERROR = 0.05;
const FITS_WITHIN = 0.15;

/** B6. Exponents ln(T₂/T₁) / ln(n₂/n₁) between neighbouring sizes. */
export function computeExponents(sizes: readonly MeasuredSize[]): readonly LocalExponent[] {
  return sizes.slice(1).map((to, i) => {
    const from = sizes[i] ?? to;
    return {
      fromScenarioId: from.scenarioId,
      toScenarioId: to.scenarioId,
      exponent: Math.log(to.ms / from.ms) / Math.log(to.items / from.items),
    };
  });
}

/**
 * B6. The size at which the exponent changes, by at least 0.5 and twice the standard error of that change. Each side needs
 * three sizes; a series of three sizes in all shows a knee if its errors do not explain it, 20 % unless they are known. Null when there is none.
 */
export function findKnee(
  { kind, best, outliers, curve }: Verdict,
  sizes: readonly MeasuredSize[],
  known: Assumptions | null,
): Growth["knee"] {
  if (kind === "none" && sizes.length === 3 && outliers.length === 0) {
    if (known !== null && !isClassBesideFixedCost(sizes, known)) return findTurn(sizes, LEAST_ERROR, NEARLY_LINEAR);
    return rootMeanSquare(curve.residuals) > EXPLAINED ? findTurn(sizes, ANY_NOISE, LEAST_GROWTH) : null;
  }
  if (kind !== "knee") return null;
  const turns = sizes.slice(KNEE_SUPPORT - 1, 1 - KNEE_SUPPORT).flatMap((at, i) => {
    const [before, after] = [fitPower(sizes.slice(0, i + KNEE_SUPPORT)), fitPower(sizes.slice(i + KNEE_SUPPORT - 1))];
    const change = Math.abs(after.exponent - before.exponent);
    const isClear = change >= KNEE && change >= 2 * Math.hypot(before.error, after.error);
    const misfit = Math.max(before.misfit, after.misfit);
    const isLinear = !isBend(best.shape) || Math.abs(after.exponent - 1) <= KNEE / 2;
    return isClear && isLinear && misfit <= FITS_WITHIN ? [{ at, before, after, misfit }] : [];
  });
  const [clearest] = turns.toSorted((one, other) => one.misfit - other.misfit);
  return clearest === undefined ? null : toKnee(clearest.at, clearest.before.exponent, clearest.after.exponent);
}

/** Whether a class beside a fixed cost comes within the known errors of the times. */
function isClassBesideFixedCost(sizes: readonly MeasuredSize[], assumptions: Assumptions): boolean {
  const { explain } = createWeigher(sizes, assumptions);
  const within = Math.max(LEAST_ERROR, ...sizes.map(({ error }) => 2 * error));
  return CLASS_SHAPES.some((shape) => {
    const { fixedCosts } = explain(shape);
    return rootMeanSquare(fitCurve(shape, { outliers: [], fixedCosts }, sizes).residuals) <= within;
  });
}

/** The standard error of the change: √(e₃²/b² + e₂²(1/a + 1/b)² + e₁²/a²), with errors e and log size ratios a, b. */
function findTurn(sizes: readonly MeasuredSize[], leastError: number, leastGrowth: number): Growth["knee"] {
  const [first, middle, last] = sizes;
  if (first === undefined || middle === undefined || last === undefined) return null;
  const [before, after] = computeExponents(sizes).map(({ exponent }) => exponent);
  if (before === undefined || after === undefined) return null;
  const [a, b] = [Math.log(middle.items / first.items), Math.log(last.items / middle.items)];
  const [e1, e2, e3] = [first, middle, last].map(({ error }) => Math.max(leastError, error));
  const error = Math.hypot((e1 ?? 0) / a, (e2 ?? 0) * (1 / a + 1 / b), (e3 ?? 0) / b);
  const change = Math.abs(after - before);
  const isGrowth = before >= leastGrowth && after > before && after <= MOST_GROWTH;
  return isGrowth && change >= KNEE && change >= 2 * error ? toKnee(middle, before, after) : null;
}

type Power = { readonly exponent: number; readonly error: number; readonly misfit: number };

/** Least squares of ln T over ln n. */
function fitPower(sizes: readonly MeasuredSize[]): Power {
  const places = sizes.map(({ items, ms }) => [Math.log(items), Math.log(ms)] as [number, number]);
  const { m, b } = linearRegression(places);
  const misfit = rootMeanSquare(places.map(([x, y]) => y - m * x - b));
  const centre = sum(places.map(([x]) => x)) / places.length;
  const width = Math.sqrt(sum(places.map(([x]) => (x - centre) ** 2)));
  const noise = Math.max(LEAST_ERROR, misfit, ...sizes.map(({ error }) => error));
  return { exponent: m, error: noise / width, misfit };
}

function toKnee({ scenarioId, items }: MeasuredSize, exponentBefore: number, exponentAfter: number): Growth["knee"] {
  return { scenarioId, items, exponentBefore, exponentAfter };
}
