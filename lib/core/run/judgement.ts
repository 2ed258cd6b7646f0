import type { CostAmounts, Usage } from "./prices.ts";
import type { MetricTarget } from "./metrics.ts";

/** One figure that a statement rests on. */
export type EvidenceRow = {
  readonly label: string;
  /** null: of the run as a whole */
  readonly scenarioId: string | null;
  /** null: it cannot be told */
  readonly value: number | null;
  /** "ms", "s", "items", "MB", "tokens", "score", "share", "ratio", or "" for a bare number */
  readonly unit: string;
};

/** I5: a sentence, the rule that made it, and the rows behind it. */
export type Statement = {
  readonly text: string;
  readonly tone: "good" | "bad" | "neutral" | "unsure";
  /** key of RULES (rules.ts), which gives the rule's formula and source */
  readonly rule: string;
  readonly rows: readonly EvidenceRow[];
};

export const GROWTH_CLASSES = ["1", "log n", "n", "n log n", "n²", "n³"] as const;
export type GrowthClass = (typeof GROWTH_CLASSES)[number];

/** T ≈ coefficientMs · f(n); the error is the root mean square of the residuals over the mean time. */
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

export type Growth = {
  /** what the time grows like; null = not enough evidence */
  readonly growthClass: GrowthClass | null;
  /** best first; empty without three sizes */
  readonly fits: readonly GrowthFit[];
  /** relative standard error of a scenario's time, from the scatter within scenarios (root mean square); null when no points tell */
  readonly noise: number | null;
  /** what was fitted: the time of all items of a scenario, without warm-up and what the fault button cost; smallest first */
  readonly times: readonly { readonly scenarioId: string; readonly items: number; readonly timeMs: number }[];
  readonly exponents: readonly LocalExponent[];
  /** where growth changes: the scenario from which on it is another; null = nowhere, or it cannot be told */
  readonly knee: {
    readonly scenarioId: string;
    readonly items: number;
    readonly exponentBefore: number;
    readonly exponentAfter: number;
  } | null;
  /** B9: the first stretch of a scenario that took far longer an item than the rest, left out of the judgement */
  readonly warmUps: readonly {
    readonly scenarioId: string;
    readonly items: number;
    readonly perItemMs: number;
    readonly usualPerItemMs: number;
  }[];
  /** stretches beyond the usual scatter */
  readonly outliers: readonly {
    readonly scenarioId: string;
    readonly fromItem: number;
    readonly toItem: number;
    readonly perItemMs: number;
    readonly usualPerItemMs: number;
  }[];
  /** what makes the figures less comparable, such as different concurrency */
  readonly warnings: readonly Statement[];
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
  /** null: it cannot be told of what stands */
  readonly value: number | null;
  readonly expected: number;
  readonly acceptable: MetricTarget;
  readonly verdict: "pass" | "fail" | "unknown";
  readonly statement: Statement;
};

/** C7: by quality over the expectation: excellent ≥ .90, good ≥ .85, basic ≥ .80. */
export type QualityRank = "excellent" | "good" | "basic" | "below";

export type ScenarioRank = {
  readonly scenarioId: string;
  readonly quality: number | null;
  readonly target: number | null;
  /** null without a quality */
  readonly rank: QualityRank | null;
  readonly meetsTarget: boolean | null;
};

export type Efficiency = {
  /** sum of the scenarios' active times */
  readonly totalMs: number;
  /** that of the longest scenario */
  readonly criticalPathMs: number;
  readonly criticalScenarioId: string;
  /** total over critical path */
  readonly speedup: number;
  /** speed-up over the number of scenarios, 0–1 */
  readonly parallelEfficiency: number;
  readonly statement: Statement;
};

export type Pattern = {
  /** kebab-case */
  readonly id: string;
  readonly kind: "success" | "failure";
  /** how many of how many rows (scenarios, stretches, batches) show it */
  readonly support: number;
  readonly of: number;
  readonly statement: Statement;
};

export type Recommendation = {
  /** the size to use; null when none can be recommended */
  readonly scenarioId: string | null;
  readonly statement: Statement;
  /** for and against each size, the recommended one's first */
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

/** B8: a scenario's active time as the smaller ones gave it, and what it came to. */
export type ScoredProjection = {
  readonly scenarioId: string;
  readonly projectedMs: number;
  readonly actualMs: number;
  /** (projected − actual) / actual */
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
  /** what was held likely before the start; null without an estimate or when no earlier run told */
  readonly estimated: { readonly usage: Usage; readonly amounts: CostAmounts | null } | null;
  /** money, or busy seconds without prices, per point (0.01) of mean quality; null when it cannot be told */
  readonly perQualityPoint: number | null;
  readonly statement: Statement;
};

export type Diagnosis = {
  /** systematic: the same error in every scenario; local: in some; mixed: different errors */
  readonly scope: "systematic" | "local" | "mixed";
  readonly statement: Statement;
  /** likely causes, likeliest first */
  readonly causes: readonly Statement[];
};

/** Everything that figures come to, in a run or outside of one. Each part is null when it cannot be told of what stands. */
export type Judgement = {
  /** the one sentence for the closing slide */
  readonly headline: Statement;
  /** D10: of partial results: says what is missing; null when everything is there */
  readonly partial: Statement | null;
  readonly growth: Growth;
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
