import type { CostCap, PriceTable } from "./prices.ts";
import type { RunEstimate } from "./estimate.ts";
import type { JsonObject } from "../kit/json.ts";
import type { MetricDefinition } from "./metrics.ts";

export const SYNC_MODES = ["free-running", "milestone", "lock-step"] as const;
export type SyncMode = (typeof SYNC_MODES)[number];

export const HOLD_MODES = ["none", "presenter"] as const;
/** "presenter": a barrier whose scenarios have gathered waits for the presenter's Advance (hold-for-me). */
export type HoldMode = (typeof HOLD_MODES)[number];

export const DISTRIBUTIONS = ["uniform", "skewed", "clustered"] as const;
export type Distribution = (typeof DISTRIBUTIONS)[number];

export type ScenarioSpec = {
  /** kebab-case, unique within the run: "simple" */
  readonly id: string;
  readonly label: string;
  /** how many items the skill is given, ≥1 */
  readonly items: number;
  readonly batchSize: number;
  /** worker processes, ≥1 */
  readonly concurrency: number;
  /** limit of the scenario's elapsed time: holds, pauses and downtime do not count */
  readonly timeBudgetMs: number;
  /** limit of one worker's resident memory */
  readonly memoryLimitMb: number;
  /** share of items, 0–1, that may fail before the scenario does */
  readonly errorTolerance: number;
  readonly distribution: Distribution;
  /** expected quality, 0–1 */
  readonly targetQuality: number;
};

export const RETRY_MODES = ["automatic", "presenter"] as const;

/** What happens when a batch fails. */
export type RetryPolicy = {
  /** "presenter": the scenario waits for the presenter before each retry */
  readonly mode: (typeof RETRY_MODES)[number];
  /** retries a batch, 0–10, after its first try */
  readonly limit: number;
  /** wait before the first automatic retry; it doubles with each */
  readonly backoffMs: number;
};

/** Rows of the presenter's own that take the place of generated data. */
export type RunInput = { readonly inputId: string; readonly name: string; readonly rows: number };

/** Who judged a skill's items beforehand, for all to see. */
export type RecordedJudge = {
  /** id of the metric that it feeds */
  readonly metricId: string;
  readonly title: string;
  readonly question: string;
  readonly recordedBy: string;
  /** a day, ISO 8601 */
  readonly recordedAt: string;
  /** how many items it has an answer for */
  readonly answers: number;
};

/** Everything that a run needs to be started, and started again the same. */
export type RunSpec = {
  readonly title: string;
  readonly skillId: string;
  readonly skillVersion: string;
  /** what one item is called: "mail" / "mails" */
  readonly unit: { readonly one: string; readonly many: string };
  /** the skill's, as they were at the start; missing in specs that are older than it, whose skill has to be asked */
  readonly metrics?: readonly MetricDefinition[];
  readonly seed: number;
  readonly sync: SyncMode;
  readonly hold: HoldMode;
  /** percentages, ascending, strictly between 0 and 100, at which scenarios hold */
  readonly milestones: readonly number[];
  /** how long a milestone waits for scenarios that have not arrived; lock-step has no such limit */
  readonly waitLimitMs: number;
  /** percentage points, 0–5, below a milestone that already count as arrived */
  readonly arrivalTolerance: number;
  /** 2–6, in the order of display, smallest first */
  readonly scenarios: readonly ScenarioSpec[];
  readonly retry: RetryPolicy;
  /** a batch of which no item is finished for so long is ended as timed out */
  readonly stallLimitMs: number;
  /** when all scenarios have failed, all are tried once more with smaller batches and one worker each */
  readonly reducedLoad: boolean;
  /** null: no cap */
  readonly costCap: CostCap | null;
  /** the operator's prices as they were at the start; null: no money is shown */
  readonly prices: PriceTable | null;
  /** what it was expected to use, told before the start; null in a demo */
  readonly estimate: RunEstimate | null;
  /** whose answers a metric compares the skill with; null: nobody's */
  readonly judge: RecordedJudge | null;
  /** null: generated data */
  readonly input: RunInput | null;
  /** the skill's own options, checked by the skill's schema */
  readonly options: JsonObject;
  /** null outside a saved demo */
  readonly demoId: string | null;
  /** presenter's words shown while a milestone is awaited or held, by percent; "0" before the start */
  readonly notes: { readonly [percent: string]: string };
};
