import { MINIMA } from "../evidence.ts";

export type Rule = {
  readonly title: string;
  readonly formula: string;
  /** the published method behind the formula; null where it is a definition of this program */
  readonly source: string | null;
};

/** Which sizes a comparison rests on. */
const COUNTED = `sizes that count: ≥10 % of the items succeeded; ≤20 % of the finished items failed, or ≤ the tolerance where that is larger; after an injected fault, ≥5 undisturbed stretches with ≥1/3 of the finished items. ${MINIMA.items} items at least, the largest size ≥${MINIMA.spread}× the smallest`;
const TIMED = `${COUNTED}; ≥${MINIMA.workMs} ms of work in a run, ≥${MINIMA.clockSteps} steps of a coarse clock`;

const CATALOGUE = {
  headline: {
    title: "Headline",
    formula: `quality of the smallest against the largest size: holds within .05, drops within limits while quality scaling and deviation pass; growth of time; failed scenarios and sizes left out. ${COUNTED}`,
    source: null,
  },
  partial: {
    title: "Partial results",
    formula: "finished items < requested items in some scenario; figures then cover completed items only",
    source: null,
  },
  "growth-class": {
    title: "Growth of time",
    formula:
      "T = c·(φ·f(n₁) + f(n)) with f in 1, ln n, n, n·ln n, n², n³, powers n^b, exponentials and shared work; probability of each, given ln T with normal errors, averaged over the fixed cost φ, the scatter and at most one outlier; a class is certain from a probability of .87 on (.88 with three sizes, .96 when its curve deviates by >10 %), when its curve deviates from the times by ≤25 % (root mean square of ln T) and no single size decides. Powers and factors with the interval that holds 99 %. `fits`: T = c·f(n) by least squares; error = root mean square of the residuals ÷ mean time",
    source: "Bayesian model comparison; universal scalability law (Gunther, 1993)",
  },
  "growth-advice": {
    title: "What would settle it",
    formula:
      "the next size at which the two most probable classes predict times ≥1.4× apart; an outlier again; more or larger sizes; a finer clock",
    source: null,
  },
  "local-exponent": {
    title: "Local exponent and knee",
    formula:
      "ln(T₂/T₁) ÷ ln(n₂/n₁) between neighbouring sizes; a knee where the exponents before and after differ by ≥0.5 and by ≥2 standard errors of the difference: with three sizes for errors of 20 %, with more by the powers through three sizes on each side",
    source: "power law between two sizes",
  },
  "growth-warning": {
    title: "Limits of comparability",
    formula:
      "different worker counts; injected faults; new attempts; few or incomplete items; points that contradict the total; a changed version of the skill",
    source: null,
  },
  "warm-up": {
    title: "Warm-up",
    formula:
      "first stretch of a scenario with ≥1.5× the median time per item of the others and more than 3.5 scaled median deviations above it; its extra time is excluded",
    source: "modified z-score by the median absolute deviation (Iglewicz and Hoaglin, 1993)",
  },
  "quality-scaling": {
    title: "Quality scaling",
    formula: `quality of the largest ÷ quality of the smallest size; expected 1, acceptable >0.8. ${COUNTED}`,
    source: null,
  },
  "time-efficiency": {
    title: "Time efficiency",
    formula: `work time per successful item of the smallest ÷ that of the largest size; expected 1, acceptable >0.5; beyond the fixed cost where there is one; unknown where time falls with size, or a size counts workers or load. ${TIMED}`,
    source: null,
  },
  "resource-efficiency": {
    title: "Resource efficiency",
    formula: `(quality × successful items per second of work) of the largest ÷ that of the smallest size: 1 for a linear skill with steady quality; expected 0.8, acceptable >0.5; beyond the fixed cost where there is one. By total seconds instead, (quality ÷ seconds of work) large ÷ small: 0.125 for a linear skill at 8× the items, without a verdict. ${TIMED}`,
    source: null,
  },
  "quality-deviation": {
    title: "Quality deviation",
    formula: `sample standard deviation (n − 1) of the qualities; acceptable <0.05. ${COUNTED}`,
    source: null,
  },
  "error-consistency": {
    title: "Error consistency",
    formula:
      "largest (error rate − the scenario's error tolerance, 0.05 where none is stated); acceptable ≤0; sizes left out for their failures included, failures made by injected faults excluded",
    source: null,
  },
  efficiency: {
    title: "Speed-up and efficiency",
    formula:
      "speed-up = sum of the active times ÷ the longest; efficiency = speed-up ÷ number of scenarios; only of scenarios that ran side by side",
    source: null,
  },
  extrapolation: {
    title: "Time at an unmeasured size",
    formula:
      "c·f(n) of the class if it is certain; bounds: all classes whose error is ≤1.5× the best one's, and T·(n/n₁)^b through the two nearest sizes; between measured sizes the power law through both, ± twice the noise",
    source: "least squares; power law between two sizes",
  },
  "projection-score": {
    title: "Forecast against actual time",
    formula:
      "(forecast − actual) ÷ actual active time; the forecast is made from the smaller scenarios when 30 % of the items are done. If other programs took more or less of the processors afterwards, what they took is included.",
    source: null,
  },
  pattern: {
    title: "Pattern",
    formula: `a property of k out of n rows (scenarios, stretches or batches); what injected faults caused is excluded. Quality and pace: ${COUNTED}`,
    source: null,
  },
  bottleneck: {
    title: "Bottleneck",
    formula:
      "the scenario on the critical path; a knee; memory or time ≥80 % of its limit; ≥25 % of the time spent waiting; workers busy <60 % of the time; not where an injected fault may be the cause",
    source: null,
  },
  recommendation: {
    title: "Recommended size",
    formula: `the largest size that finished all items, met its target quality (0.80 where none is stated) and error tolerance (0.05), and whose time per successful item, beyond a fixed cost, is at most twice the lowest; where it is ≥1.25× the lowest (and beyond twice the noise) both below and above a size, the largest size within 1.25× of the lowest; what no size has is not weighed. Where a size counts workers, or time falls with size: the fastest size; a loss beyond it is named from 10 % (and twice the noise) on. Where a size counts load: time instead of time per item. ${TIMED}`,
    source: null,
  },
  comparison: {
    title: "Variants compared",
    formula:
      "pairs of the same items. Quality: difference of the weighted scores, in which a share counts as it is instead of against its target and a failed item scores 0, ± t × the standard error of 600 paired bootstrap draws, with one degree of freedom less than the items on which the two differ. Failures: difference of the shares of failed items ± t × the standard error of the paired differences. Time: trimmed mean of ln(t₁/t₂) over blocks of the same items, ± t × its standard error. Cost: ratio of the sums. Times that a replay set, and what they cost, are not compared. Intervals hold in 95 % of cases for all pairs of a measure together (Bonferroni); beyond the noise: the interval excludes no difference, and the difference is ≥.005 of quality or of the items, or ≥3 % of time or cost",
    source:
      "paired bootstrap (Efron and Tibshirani, 1993); paired shares (McNemar, 1947; Wilson, 1927); trimmed t-test (Yuen, 1974)",
  },
  "recommended-variant": {
    title: "Recommended variant",
    formula:
      "of the variants that the best does not beat in quality the fastest; of those that are as fast the cheapest; each beyond the noise. Failures count in quality; where there is none, they decide before time",
    source: null,
  },
  production: {
    title: "Production estimate",
    formula: `items per request = batch size; response time = busy time per successful item × items per request; workers = requests per second × response time, for the highest measured rate of successful items, rounded up without the last 5 %, or the noise if that is more; at least ${MINIMA.items} of them`,
    source: "Little's law",
  },
  cost: {
    title: "Cost",
    formula:
      "compute hours × price + tokens × price + stored items × price; per quality point: cost ÷ (100 × mean quality), of the sizes that count; without prices: compute seconds; against the estimate: (actual − likely) ÷ likely",
    source: null,
  },
  diagnosis: {
    title: "Diagnosis",
    formula:
      "the same error (kind and message) in every scenario = systematic; in some = local; different errors = mixed; failures made by injected faults only where there are no others",
    source: null,
  },
  cause: {
    title: "Likely cause",
    formula: "the first match of: injected fault, kind of failure, known phrases in its message",
    source: null,
  },
  none: { title: "Not enough evidence", formula: "too few figures for a statement", source: null },
} satisfies { readonly [key: string]: Rule };

export type RuleKey = keyof typeof CATALOGUE;

/** Every rule by the key that statements carry. */
export const RULES: { readonly [key: string]: Rule } = CATALOGUE;
