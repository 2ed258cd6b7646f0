import type { FailureKind } from "../run/failure-kinds.ts";
import type { ScenarioStatus } from "../run/statuses.ts";
import type { BatchFailure } from "../run/batch-failures.ts";
import type { PriceTable } from "../run/prices.ts";
import type { RunEstimate } from "../run/estimate.ts";
import type { FaultSpan, Span } from "../run/state.ts";
import type { Distribution } from "../run/spec.ts";
import type { ScoredProjection } from "../run/judgement.ts";

/** Cumulative figures at a moment of a scenario. */
export type FigurePoint = {
  readonly itemsDone: number;
  /** active time so far; of a run the work time, so that waiting and spare workers do not count */
  readonly workMs: number;
  /** the run's own time; null outside a run */
  readonly atMs: number | null;
  readonly quality: number | null;
};

/** What is known of one scenario, in a run or measured elsewhere. */
export type ScenarioFigures = {
  readonly id: string;
  readonly label: string;
  /** asked for, ≥1 */
  readonly items: number;
  readonly itemsDone: number;
  /** null: not told */
  readonly itemsFailed: number | null;
  readonly elapsedMs: number;
  /** what the items took: in a run the work time (work-time.ts), else the elapsed time */
  readonly workMs: number;
  readonly quality: number | null;
  readonly points: readonly FigurePoint[];
  /** null outside a run */
  readonly run: ScenarioRunFigures | null;
};

/** What only a run knows of a scenario. */
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
  /** a batch that is silent for so long is ended */
  readonly stallLimitMs: number;
  readonly memoryLimitMb: number;
  readonly peakMemoryMb: number | null;
  /** time of workers at work, in line for a processor included: what is paid for */
  readonly busyMs: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly faults: readonly FaultSpan[];
  /** every batch that failed, and what became of it */
  readonly batchFailures: readonly BatchFailure[];
  /** stretches of run time in which it did not work, ascending; `toMs` null = still */
  readonly pauses: readonly Pick<Span, "fromMs" | "toMs">[];
  /** run time of its end; null while it goes on */
  readonly endedAtMs: number | null;
  /** run time spent waiting for the others at milestones and steps */
  readonly waitedMs: number;
};

/** Figures to be judged: those of a run, or measured anywhere else. */
export type JudgementInput = {
  readonly scenarios: readonly ScenarioFigures[];
  /** what one item is called */
  readonly unit: { readonly one: string; readonly many: string };
  /** null: no money is named */
  readonly prices: PriceTable | null;
  /** what was told before the start; null without it */
  readonly estimate: RunEstimate | null;
  /** the run still goes on */
  readonly isLive: boolean;
  readonly capped: boolean;
  /** versions of the skill when it went on with another one than it began with; null: with one alone, or not known */
  readonly skillChanged: { readonly recordedVersion: string; readonly installedVersion: string } | null;
  readonly projections: readonly ScoredProjection[];
};
