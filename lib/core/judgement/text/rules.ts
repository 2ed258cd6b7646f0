export type Rule = {
  readonly title: string;
  readonly formula: string;
  /** where the rule comes from */
  readonly source: string;
};

const SEED_2 = "seed, pattern 2 (input scaling)";
const SEED_3 = "seed, pattern 3 (quality metrics)";
const SEED_4 = "seed, pattern 4 (failure and recovery)";
const SEED_6 = "seed, pattern 6 (result aggregation)";
const SEED_8 = "seed, pattern 8 (cost and performance)";

const CATALOGUE = {
  headline: {
    title: "Headline",
    formula:
      "quality of the smallest against the largest: holds within .05, falls acceptably while quality scaling and deviation pass; how time grows; what failed",
    source: SEED_6,
  },
  partial: {
    title: "Partial results",
    formula: "finished items < asked items in some scenario; every figure is then of what stands",
    source: SEED_4,
  },
  "growth-class": {
    title: "Growth of time",
    formula:
      "T ≈ c·f(n) by least squares over the scenarios' work times T (busy time less waiting for a processor) for f in 1, ln n, n, n·ln n, n², n³; error = root mean square of the residuals ÷ mean time; sure when the runner-up's error is ≥1.5× the best's and the gap exceeds the noise; where that leaves it open, the even errors, of ln T with each size weighed by how sure its time is, decide the same way. More workers: a quarter unsure",
    source: "least squares; seed, pattern 2",
  },
  "local-exponent": {
    title: "Local exponent and knee",
    formula:
      "ln(T₂/T₁) ÷ ln(n₂/n₁) between neighbours by size; a knee where two neighbouring exponents differ by 0.5 or more and by more than twice their standard error",
    source: "power law between two sizes",
  },
  "growth-warning": {
    title: "What makes the times less comparable",
    formula:
      "scenarios that differ in workers, that the fault button was at work in, that were tried again, that finished few of their items or not all; points that come to another time than the whole; another version of the skill",
    source: "design: growth on work time per item",
  },
  "warm-up": {
    title: "Warm-up",
    formula:
      "first stretch of a scenario ≥1.5× the median time per item of the others and beyond 3.5 scaled median deviations of them; its excess is left out",
    source: "median absolute deviation (Iglewicz and Hoaglin)",
  },
  "quality-scaling": {
    title: "Quality scaling",
    formula: "quality of the largest ÷ quality of the smallest scenario; expected 1, acceptable >0.8",
    source: SEED_3,
  },
  "time-efficiency": {
    title: "Time efficiency",
    formula: "work time per item of the smallest ÷ that of the largest scenario; expected 1, acceptable >0.5",
    source: SEED_3,
  },
  "resource-efficiency": {
    title: "Resource efficiency",
    formula:
      "(quality ÷ seconds of work) of the largest ÷ (quality ÷ seconds of work) of the smallest scenario; expected 0.8, acceptable >0.5",
    source: SEED_3,
  },
  "quality-deviation": {
    title: "Quality deviation",
    formula: "sample standard deviation (n − 1) of the scenarios' qualities; acceptable <0.05",
    source: SEED_3,
  },
  "error-consistency": {
    title: "Error consistency",
    formula: "largest (error rate − the scenario's error tolerance, 0.05 where none is stated); acceptable ≤0",
    source: SEED_3,
  },
  efficiency: {
    title: "Speed-up and efficiency",
    formula: "speed-up = sum of the active times ÷ the longest; efficiency = speed-up ÷ number of scenarios",
    source: "critical path; seed, pattern 8",
  },
  extrapolation: {
    title: "Time at a size that was not measured",
    formula:
      "c·f(n) of the class that is sure; bounds: all classes whose error is ≤1.5× the best's, and T·(n/n₁)^b through the two nearest sizes; between measured sizes the power law through both, within twice the noise",
    source: "least squares; power law between two sizes",
  },
  "projection-score": {
    title: "Projection against outcome",
    formula: "(projected − actual) ÷ actual active time, the projection made from the smaller scenarios",
    source: "design: live projection",
  },
  pattern: {
    title: "Pattern",
    formula: "a property that holds in k of n rows; k and n are stated",
    source: SEED_6,
  },
  bottleneck: {
    title: "Bottleneck",
    formula:
      "the scenario on the critical path; a knee; memory and time over 80 % of their limits; long waits for the others; idle workers",
    source: SEED_8,
  },
  recommendation: {
    title: "Recommended size",
    formula:
      "the largest scenario that finished, met its target quality and error tolerance, and whose time per item is no more than twice the lowest",
    source: SEED_6,
  },
  production: {
    title: "Production estimate",
    formula:
      "items per request = batch size; response time = busy time per item × items; concurrency = requests a second × response time (Little's law), for the highest measured throughput",
    source: "Little's law",
  },
  cost: {
    title: "Cost",
    formula:
      "busy hours × price + tokens × price + stored items × price; per quality point: cost ÷ (100 × mean quality); without prices busy seconds; against the estimate: (actual − likely) ÷ likely",
    source: SEED_8,
  },
  diagnosis: {
    title: "Diagnosis",
    formula:
      "the same kind and message of error in every scenario = systematic; in some = local; different ones = mixed",
    source: SEED_4,
  },
  cause: {
    title: "Likely cause",
    formula: "from the kinds of failure, words of their messages, memory, time and the fault button",
    source: SEED_4,
  },
  none: { title: "Not enough evidence", formula: "too few figures for any statement", source: SEED_2 },
} satisfies { readonly [key: string]: Rule };

export type RuleKey = keyof typeof CATALOGUE;

/** Every rule by the key that statements carry. */
export const RULES: { readonly [key: string]: Rule } = CATALOGUE;
