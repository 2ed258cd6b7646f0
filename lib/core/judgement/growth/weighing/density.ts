import { sum } from "simple-statistics";

/** A value of a nuisance parameter with its prior probability. */
export type Weighted = readonly [value: number, weight: number];

/** Probability that one of the sizes is an outlier, and the width of the range of ln(time ÷ expected) that it may have. */
const OUTLIER = 0.15;
const OUTLIER_RANGE = 7;

/** ln of a share that changes no probability. */
const NEGLIGIBLE = -30;

/** How probable residuals of ln T are, whatever their mean. */
export type Density = {
  /** ln of the probability density, averaged over the scatters and over which size is the outlier, if one is; −∞ unless all are finite */
  readonly weigh: (residuals: Float64Array) => number;
  /** adds to each size `share` times the probability that it is the outlier, for the residuals weighed last */
  readonly addOutliers: (outliers: number[], share: number) => void;
};

/** For values with these standard errors and a scatter beyond them. */
export function createDensity(errors: readonly number[], scatters: readonly Weighted[]): Density {
  const prepared = scatters.map(([scatter, weight]) => prepareScatter(errors, scatter, weight));
  const cases = errors.length + 1;
  // for each scatter: with each size as the outlier, then with none
  const terms = new Float64Array(prepared.length * cases);
  let likeliest = -Infinity;
  return {
    weigh: (residuals) => {
      let most = -Infinity;
      for (const [i, scatter] of prepared.entries())
        most = Math.max(most, setTerms(terms, i * cases, residuals, scatter));
      if (!Number.isFinite(most)) {
        terms.fill(-Infinity);
        return -Infinity;
      }
      likeliest = Math.max(likeliest, most);
      // beside what was weighed before it adds nothing, whatever its exact value
      return most - likeliest < NEGLIGIBLE ? most : logSumExp(terms);
    },
    addOutliers: (outliers, share) => {
      const log = logSumExp(terms);
      if (log === -Infinity) return;
      for (const [at, term] of terms.entries()) {
        const outlier = at % cases;
        if (outlier < errors.length) outliers[outlier] = (outliers[outlier] ?? 0) + share * Math.exp(term - log);
      }
    },
  };
}

/** Everything of one scatter that does not depend on the shape. */
type PreparedScatter = {
  /** 1 / (σ² + error²) */
  readonly weights: Float64Array;
  readonly total: number;
  /** for each size as the outlier, then for none: ln prior + ln of the normalising constants */
  readonly constants: Float64Array;
};

function prepareScatter(errors: readonly number[], scatter: number, prior: number): PreparedScatter {
  const weights = errors.map((error) => 1 / (scatter ** 2 + error ** 2));
  const total = sum(weights);
  const logs = sum(weights.map((weight) => Math.log(weight / (2 * Math.PI))));
  const toConstant = (without: number, chance: number): number => {
    const own = without === 0 ? 0 : Math.log(without / (2 * Math.PI));
    return Math.log(prior * chance) + (logs - own - Math.log((total - without) / (2 * Math.PI))) / 2;
  };
  const outlier = OUTLIER / errors.length / OUTLIER_RANGE;
  return {
    weights: Float64Array.from(weights),
    total,
    constants: Float64Array.from([...weights.map((weight) => toConstant(weight, outlier)), toConstant(0, 1 - OUTLIER)]),
  };
}

/**
 * ln densities of the residuals without each of them in turn, then with all; the flat prior of their mean integrated. Returns
 * the largest, NaN unless all residuals are finite.
 */
function setTerms(terms: Float64Array, at: number, residuals: Float64Array, scatter: PreparedScatter): number {
  const { weights, total, constants } = scatter;
  const origin = residuals[0] ?? 0; // only differences count, and small numbers keep their digits
  let [weighted, squared, most] = [0, 0, -Infinity];
  for (let i = 0; i < weights.length; i += 1) {
    const residual = (residuals[i] ?? 0) - origin;
    const product = (weights[i] ?? 0) * residual;
    weighted += product;
    squared += product * residual;
  }
  for (let i = 0; i <= weights.length; i += 1) {
    const weight = weights[i] ?? 0;
    const residual = (residuals[i] ?? 0) - origin;
    const rest = weighted - weight * residual;
    const quadratic = squared - weight * residual * residual - (rest * rest) / (total - weight);
    const term = (constants[i] ?? 0) - quadratic / 2;
    terms[at + i] = term;
    most = Math.max(most, term);
  }
  return most;
}

/** ln Σ eˣ */
export function logSumExp(values: readonly number[] | Float64Array): number {
  let most = -Infinity;
  for (const value of values) most = Math.max(most, value);
  if (!Number.isFinite(most)) return -Infinity;
  let total = 0;
  for (const value of values) if (value - most > NEGLIGIBLE) total += Math.exp(value - most);
  return most + Math.log(total);
}
