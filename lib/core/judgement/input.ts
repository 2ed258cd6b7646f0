import type { ReportedCost } from "../run/totals.ts";
import type { FailureKind, ItemError } from "../run/failure-kinds.ts";
import type { ScenarioStatus } from "../run/statuses.ts";
import type { BatchFailure } from "../run/batch-failures.ts";
import type { PriceTable } from "../run/prices.ts";
import type { RunEstimate } from "../run/estimate.ts";
import type { FaultSpan, Span } from "../run/state.ts";
import type { Distribution } from "../run/spec.ts";
import type { ScoredProjection } from "../run/judgement.ts";
import type { MetricDefinition } from "../run/metrics.ts";
import type { VariantItems } from "./comparison/variant-items.ts";

/** Cumulative figures of a scenario at one moment. */
export type FigurePoint = {
  readonly itemsDone: number;
  /** active time so far; in a run the work time, so that waiting and idle workers do not count */
  readonly workMs: number;
  /** time of workers so far, CPU queueing included; missing outside a run */
  readonly busyMs?: number;
  /** run time; null outside a run */
  readonly atMs: number | null;
  readonly quality: number | null;
};

/** The figures of one scenario, from a run or from a file. */
export type ScenarioFigures = {
  readonly id: string;
  readonly label: string;
  /** requested, ≥1 */
  readonly items: number;
  readonly itemsDone: number;
  /** null: unknown */
  readonly itemsFailed: number | null;
  readonly elapsedMs: number;
  /** time of the items: in a run the work time (work-time.ts), else the elapsed time */
  readonly workMs: number;
  readonly quality: number | null;
  readonly points: readonly FigurePoint[];
  /** times of all items of repeated measurements, in milliseconds; `workMs` is their median. Empty when measured once. */
  readonly repeatsMs: readonly number[];
  /** null outside a run */
  readonly run: ScenarioRunFigures | null;
};

/** Figures of a scenario that only a run has. */
export type ScenarioRunFigures = {
  readonly status: ScenarioStatus;
  readonly failure: { readonly kind: FailureKind; readonly message: string } | null;
  readonly attempt: number;
  readonly batchSize: number;
  readonly concurrency: number;
  readonly distribution: Distribution;
  readonly targetQuality: number;
  readonly errorTolerance: number;
  readonly timeBudgetMs: number;
  /** time without progress after which a batch is ended */
  readonly stallLimitMs: number;
  readonly memoryLimitMb: number;
  readonly peakMemoryMb: number | null;
  /** time of workers at batches, CPU queueing included: the time that costs money */
  readonly busyMs: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly reported?: ReportedCost;
  readonly faults: readonly FaultSpan[];
  /** why items failed, the most frequent errors first; empty before the end and in older runs */
  readonly itemErrors: readonly ItemError[];
  /** every batch that failed, with its outcome */
  readonly batchFailures: readonly BatchFailure[];
  /** stretches of run time in which it was not running, ascending; `toMs` null = open */
  readonly pauses: readonly Pick<Span, "fromMs" | "toMs">[];
  /** run time of its end; null before it */
  readonly endedAtMs: number | null;
  /** run time spent waiting for the others at milestones and steps */
  readonly waitedMs: number;
};

/** The figures to judge, from a run or from a file. */
export type JudgementInput = {
  readonly scenarios: readonly ScenarioFigures[];
  /** what a size counts: "mail" / "mails", or "thread" / "threads" */
  readonly unit: { readonly one: string; readonly many: string };
  /** null: no prices configured */
  readonly prices: PriceTable | null;
  /** the estimate shown before the start; null without one */
  readonly estimate: RunEstimate | null;
  /** the run has not ended */
  readonly isLive: boolean;
  readonly capped: boolean;
  /** the versions of the skill when it changed during the run; null: it did not, or unknown */
  readonly skillChanged: { readonly recordedVersion: string; readonly installedVersion: string } | null;
  readonly projections: readonly ScoredProjection[];
  /** the times are no measurement: recorded answers were replayed at a set pace */
  readonly areTimesSet?: boolean;
  /** the scenarios are variants of one size; missing where they are sizes */
  readonly variants?: VariantsInput;
};

/** What variants are compared by besides their figures. */
export type VariantsInput = {
  readonly metrics: readonly MetricDefinition[];
  /** the results by scenario; null: not at hand, as before the end of a run */
  readonly items: ReadonlyMap<string, VariantItems> | null;
};
