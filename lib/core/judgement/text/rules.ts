export type Rule = {
  readonly title: string;
  readonly formula: string;
  /** the published method behind the formula; null where it is a definition of this program */
  readonly source: string | null;
};

const CATALOGUE = {
  headline: {
    title: "Headline",
    formula:
      "quality of the smallest against the largest size: holds within .05, drops within limits while quality scaling and deviation pass; growth of time; failed scenarios",
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
      "T ≈ c·f(n) by least squares over the scenarios' work times T (busy time − CPU queueing) for f in 1, ln n, n, n·ln n, n², n³; error = root mean square of the residuals ÷ mean time; certain when the runner-up's error is ≥1.5× the best one's and the gap exceeds the noise; otherwise the weighted errors, of ln T with each size weighted by 1 ÷ error², decide by the same test. A scenario with more workers gets an error of at least 25 %",
    source: "ordinary and weighted least squares",
  },
  "local-exponent": {
    title: "Local exponent and knee",
    formula:
      "ln(T₂/T₁) ÷ ln(n₂/n₁) between neighbouring sizes; a knee where two neighbouring exponents differ by ≥0.5 and by ≥2 standard errors of the difference",
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
    formula: "quality of the largest ÷ quality of the smallest scenario; expected 1, acceptable >0.8",
    source: null,
  },
  "time-efficiency": {
    title: "Time efficiency",
    formula: "work time per item of the smallest ÷ that of the largest scenario; expected 1, acceptable >0.5",
    source: null,
  },
  "resource-efficiency": {
    title: "Resource efficiency",
    formula:
      "(quality ÷ seconds of work) of the largest ÷ (quality ÷ seconds of work) of the smallest scenario; expected 0.8, acceptable >0.5",
    source: null,
  },
  "quality-deviation": {
    title: "Quality deviation",
    formula: "sample standard deviation (n − 1) of the scenarios' qualities; acceptable <0.05",
    source: null,
  },
  "error-consistency": {
    title: "Error consistency",
    formula: "largest (error rate − the scenario's error tolerance, 0.05 where none is stated); acceptable ≤0",
    source: null,
  },
  efficiency: {
    title: "Speed-up and efficiency",
    formula: "speed-up = sum of the active times ÷ the longest; efficiency = speed-up ÷ number of scenarios",
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
    formula: "a property of k out of n rows (scenarios, stretches or batches)",
    source: null,
  },
  bottleneck: {
    title: "Bottleneck",
    formula:
      "the scenario on the critical path; a knee; memory or time ≥80 % of its limit; ≥25 % of the time spent waiting; workers busy <60 % of the time",
    source: null,
  },
  recommendation: {
    title: "Recommended size",
    formula:
      "the largest scenario that finished all items, met its target quality and error tolerance, and whose time per item is at most twice the lowest",
    source: null,
  },
  production: {
    title: "Production estimate",
    formula:
      "items per request = batch size; response time = busy time per item × items per request; workers = requests per second × response time, for the highest measured throughput",
    source: "Little's law",
  },
  cost: {
    title: "Cost",
    formula:
      "compute hours × price + tokens × price + stored items × price; per quality point: cost ÷ (100 × mean quality); without prices: compute seconds; against the estimate: (actual − likely) ÷ likely",
    source: null,
  },
  diagnosis: {
    title: "Diagnosis",
    formula:
      "the same error (kind and message) in every scenario = systematic; in some = local; different errors = mixed",
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
