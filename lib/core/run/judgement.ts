import type { CostAmounts, Usage } from "./prices.ts";
import type { MetricTarget } from "./metrics.ts";

/** A figure that a statement is based on. */
export type EvidenceRow = {
  readonly label: string;
  /** null: the run as a whole */
  readonly scenarioId: string | null;
  /** null: undefined */
  readonly value: number | null;
  /** "ms", "s", "items", "MB", "tokens", "score", "share", "ratio", or "" for a bare number */
  readonly unit: string;
};

/** I5: a sentence, the rule that produced it, and the figures behind it. */
export type Statement = {
  readonly text: string;
  readonly tone: "good" | "bad" | "neutral" | "unsure";
  /** key of RULES (rules.ts), which gives the rule's formula and source */
  readonly rule: string;
  readonly rows: readonly EvidenceRow[];
};

export const GROWTH_CLASSES = ["1", "log n", "n", "n log n", "n²", "n³"] as const;
export type GrowthClass = (typeof GROWTH_CLASSES)[number];

/** T ≈ coefficientMs · f(n); the error is the root mean square of the residuals / the mean time. */
export type GrowthFit = {
  readonly growthClass: GrowthClass;
  readonly coefficientMs: number;
  readonly normalisedError: number;
};

/** ln(T₂/T₁) / ln(n₂/n₁) between neighbours by size: 1 = linear, 2 = quadratic. */
export type LocalExponent = {
  readonly fromScenarioId: string;
  readonly toScenarioId: string;
  readonly exponent: number;
};

/** What the times determine about growth: see `Growth.kind`. */
export const GROWTH_KINDS = ["class", "power", "falling", "exponential", "knee", "unclear"] as const;
export type GrowthKind = (typeof GROWTH_KINDS)[number];

/** A value with the interval that holds it in 99 % of cases for growth, and in 95 % for variants. */
export type Interval = { readonly value: number; readonly low: number; readonly high: number };

/** Why a size does not count towards growth. */
export const EXCLUSION_REASONS = ["outlier", "failures", "fault", "few-items", "time-limit", "set-times"] as const;

/** A size that was measured and does not count towards growth. */
export type ExcludedSize = {
  readonly scenarioId: string;
  readonly items: number;
  readonly reason: (typeof EXCLUSION_REASONS)[number];
  /** work time of all its items; null when it cannot be projected from those that succeeded */
  readonly timeMs: number | null;
  /** what the growth of the other sizes predicts; null when they predict nothing */
  readonly expectedMs: number | null;
};

export type Factor = Interval & { readonly rises?: boolean | undefined };

export type Growth = {
  /**
   * class: `growthClass` is certain · power: only the `power` is known, with its interval · falling: time falls as size
   * grows, see `falling` · exponential: see `exponential` · knee: growth changes at a size, see `knee` (`growthClass` may
   * still be certain over all sizes) · unclear: not enough evidence, the statement says why
   */
  readonly kind: GrowthKind;
  /** null: no class is certain */
  readonly growthClass: GrowthClass | null;
  /** the classes that are too close to tell apart, where none is certain for that reason; missing in older judgements */
  readonly rivals?: readonly GrowthClass[];
  /** T ∝ n^power, fixed cost aside, over the sizes that count; null when they say nothing about it */
  readonly power: Interval | null;
  /** the sizes over which the class or power holds, when these are not all that count */
  readonly holds: { readonly fromItems: number; readonly toItems: number } | null;
  /** `speedup` = time of the smallest size / that of the fastest one, at `bestItems`; `stops`: larger sizes gain nothing more */
  readonly falling: {
    readonly fromItems: number;
    readonly bestItems: number;
    readonly bestScenarioId: string;
    readonly speedup: number;
    readonly stops: boolean;
  } | null;
  /** each further item multiplies the time by this factor; `rises`: from `low` between the first sizes to `high` between the last */
  readonly exponential: Factor | null;
  /** time that every size takes whatever its items, in milliseconds; null when it cannot be distinguished from 0 */
  readonly fixedCost: (Interval & { readonly source: "points" | "sizes" }) | null;
  /** the step of the clock that the times were read from, in milliseconds; null when the times show none */
  readonly clockStepMs: number | null;
  /** sizes that do not count, smallest first */
  readonly excluded: readonly ExcludedSize[];
  /** T ≈ c·f(n) without a fixed cost; best first; empty without three sizes */
  readonly fits: readonly GrowthFit[];
  /** relative standard error of a scenario's time, root mean square over the scenarios; null without points or repeats */
  readonly noise: number | null;
  /** the fitted times: work time of all items of a scenario, without warm-up and injected faults; smallest first */
  readonly times: readonly { readonly scenarioId: string; readonly items: number; readonly timeMs: number }[];
  readonly exponents: readonly LocalExponent[];
  /** the size from which growth changes; null: it does not, or not enough evidence */
  readonly knee: {
    readonly scenarioId: string;
    readonly items: number;
    readonly exponentBefore: number;
    readonly exponentAfter: number;
  } | null;
  /** B9: slow stretches at the start of a scenario, excluded from the judgement */
  readonly warmUps: readonly {
    readonly scenarioId: string;
    readonly items: number;
    readonly perItemMs: number;
    readonly usualPerItemMs: number;
  }[];
  /** later stretches outside the usual scatter */
  readonly outliers: readonly {
    readonly scenarioId: string;
    readonly fromItem: number;
    readonly toItem: number;
    readonly perItemMs: number;
    readonly usualPerItemMs: number;
  }[];
  /** limits of comparability, such as different concurrency */
  readonly warnings: readonly Statement[];
  /** the measurement that would settle what is unsure; null when nothing is */
  readonly advice: Statement | null;
  readonly statement: Statement;
};

export type ComparativeMetric = {
  readonly id:
    | "quality-scaling"
    | "time-efficiency"
    | "resource-efficiency"
    | "quality-deviation"
    | "error-consistency";
  readonly label: string;
  /** null: undefined for these figures */
  readonly value: number | null;
  readonly expected: number;
  readonly acceptable: MetricTarget;
  readonly verdict: "pass" | "fail" | "unknown";
  /** resource efficiency by total seconds instead of per item: (quality ÷ seconds of work) large/small; no verdict rests on it */
  readonly totalSecondsRatio?: number | null;
  readonly statement: Statement;
};

/** C7: by quality: excellent ≥ .90, good ≥ .85, basic ≥ .80. */
export type QualityRank = "excellent" | "good" | "basic" | "below";

export type ScenarioRank = {
  readonly scenarioId: string;
  readonly quality: number | null;
  readonly target: number | null;
  /** null without a quality, for a size that is left out of comparisons, and for too few items */
  readonly rank: QualityRank | null;
  readonly meetsTarget: boolean | null;
};

export type Efficiency = {
  /** sum of the scenarios' active times */
  readonly totalMs: number;
  /** active time of the longest scenario */
  readonly criticalPathMs: number;
  readonly criticalScenarioId: string;
  /** total / critical path */
  readonly speedup: number;
  /** speed-up / number of scenarios, 0–1 */
  readonly parallelEfficiency: number;
  readonly statement: Statement;
};

export type Pattern = {
  /** kebab-case */
  readonly id: string;
  readonly kind: "success" | "failure";
  /** how many rows (scenarios, stretches or batches) show it, and out of how many */
  readonly support: number;
  readonly of: number;
  readonly statement: Statement;
};

export type Recommendation = {
  /** the recommended size; null when there is none */
  readonly scenarioId: string | null;
  readonly statement: Statement;
  /** pros and cons of each size, the recommended one first */
  readonly reasons: readonly Statement[];
  readonly production: {
    readonly itemsPerRequest: number;
    readonly responseTimeMs: number;
    readonly concurrency: number;
    readonly statement: Statement;
  } | null;
};

export type ResourceNeeds = {
  readonly scenarioId: string;
  readonly peakMemoryMb: number | null;
  readonly memoryLimitMb: number | null;
  readonly concurrency: number | null;
  readonly itemsPerSecond: number | null;
};

/** B8: a scenario's active time as projected from the smaller ones, against the actual one. */
export type ScoredProjection = {
  readonly scenarioId: string;
  readonly projectedMs: number;
  readonly actualMs: number;
  /** with what other programs took of the processors afterwards, where that changed and could not be known; else missing */
  readonly restatedMs?: number;
  /** (projected − actual) / actual; of the restated projection where there is one */
  readonly error: number;
  readonly statement: Statement;
};

export type CostJudgement = {
  readonly currency: string | null;
  readonly scenarios: readonly {
    readonly scenarioId: string;
    readonly usage: Usage;
    /** null without prices */
    readonly amounts: CostAmounts | null;
  }[];
  readonly usage: Usage;
  readonly amounts: CostAmounts | null;
  /** the likely usage estimated before the start; null without one */
  readonly estimated: { readonly usage: Usage; readonly amounts: CostAmounts | null } | null;
  /** money, or busy seconds without prices, per 0.01 of mean quality; null when undefined */
  readonly perQualityPoint: number | null;
  readonly statement: Statement;
};

export type Diagnosis = {
  /** systematic: the same error in every scenario; local: in some of them; mixed: different errors */
  readonly scope: "systematic" | "local" | "mixed";
  readonly statement: Statement;
  /** likely causes, most likely first */
  readonly causes: readonly Statement[];
};

export const COMPARED_MEASURES = ["quality", "failures", "time", "cost"] as const;

/** Two variants, item by item. Quality and failures: first − second; time and cost: first ÷ second. */
export type ComparedPair = {
  readonly firstId: string;
  readonly secondId: string;
  /** with the interval that holds it in 95 % of cases for all pairs of the measure together */
  readonly difference: Interval;
  readonly isBeyondNoise: boolean;
};

export type ComparedMeasure = {
  readonly id: (typeof COMPARED_MEASURES)[number];
  /** "score", "share" of the items, "ms", "s", "tokens" or a currency; time and cost are per item */
  readonly unit: string;
  /** each with its own interval of 95 %, in the order of the run; empty when the measure cannot be compared */
  readonly values: readonly (Interval & { readonly scenarioId: string })[];
  readonly pairs: readonly ComparedPair[];
  /** best first, up to the first that the best beats beyond the noise: several are equal within the noise */
  readonly leaders: readonly string[];
  readonly statement: Statement;
};

/** A14. Variants of one size, compared item by item; `items`: how many items all of them finished. Without failed items there is no measure of failures. */
export type Comparison = { readonly items: number; readonly measures: readonly ComparedMeasure[] };

/** The judgement of a run, or of figures from a file. A part is null when the figures do not determine it. */
export type Judgement = {
  /** the sentence on the closing slide */
  readonly headline: Statement;
  /** D10: what is missing; null when the results are complete */
  readonly partial: Statement | null;
  readonly growth: Growth;
  /** missing where the scenarios are sizes */
  readonly comparison?: Comparison;
  readonly comparative: readonly ComparativeMetric[];
  readonly stability: readonly ComparativeMetric[];
  readonly ranks: readonly ScenarioRank[];
  readonly efficiency: Efficiency | null;
  readonly projections: readonly ScoredProjection[];
  readonly patterns: readonly Pattern[];
  readonly bottlenecks: readonly Statement[];
  readonly resources: readonly ResourceNeeds[];
  readonly recommendation: Recommendation;
  readonly cost: CostJudgement;
  /** null when nothing failed */
  readonly diagnosis: Diagnosis | null;
};
