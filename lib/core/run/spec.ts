import type { CostCap, PriceTable } from "./prices.ts";
import type { RunEstimate } from "./estimate.ts";
import type { JsonObject } from "../kit/json.ts";
import type { MetricDefinition } from "./metrics.ts";

export const SYNC_MODES = ["free-running", "milestone", "lock-step"] as const;
export type SyncMode = (typeof SYNC_MODES)[number];

export const HOLD_MODES = ["none", "presenter"] as const;
/** "presenter" (hold-for-me): once all scenarios have arrived, a barrier waits for the presenter's Advance. */
export type HoldMode = (typeof HOLD_MODES)[number];

export const DISTRIBUTIONS = ["uniform", "skewed", "clustered"] as const;
export type Distribution = (typeof DISTRIBUTIONS)[number];

export type ScenarioSpec = {
  /** kebab-case, unique within the run: "simple" */
  readonly id: string;
  readonly label: string;
  /** number of items, ≥1 */
  readonly items: number;
  readonly batchSize: number;
  /** worker processes, ≥1 */
  readonly concurrency: number;
  /** limit of an attempt's active time: holds, pauses and downtime do not count */
  readonly timeBudgetMs: number;
  /** limit of the resident memory of one worker */
  readonly memoryLimitMb: number;
  /** share of items, 0–1, that may fail without failing the scenario */
  readonly errorTolerance: number;
  readonly distribution: Distribution;
  /** expected quality, 0–1 */
  readonly targetQuality: number;
  /** A14. Options of a variant, merged over those of the run; missing where the scenario is a size, and in older specs */
  readonly options?: JsonObject;
};

export const RETRY_MODES = ["automatic", "presenter"] as const;

/** What happens when a batch fails. */
export type RetryPolicy = {
  /** "presenter": the scenario waits for the presenter before each retry */
  readonly mode: (typeof RETRY_MODES)[number];
  /** retries per batch after its first try, 0–10 */
  readonly limit: number;
  /** wait before the first automatic retry; doubles with each */
  readonly backoffMs: number;
};

/** Uploaded rows that replace generated data. */
export type RunInput = {
  readonly inputId: string;
  readonly name: string;
  readonly rows: number;
  /** missing in older specs, and for a skill that compares with nothing in the rows */
  readonly labels?: InputLabels;
};

/** How many rows of a file say what is true. */
export type InputLabels = {
  readonly column: string;
  readonly rows: number;
  /** labels of the metrics that compare with the column */
  readonly metrics: readonly string[];
  /** labels of the other metrics that count in the quality */
  readonly otherMetrics: readonly string[];
};

/** Recorded judgements of a skill's items, made before the run. */
export type RecordedJudge = {
  /** id of the metric that is computed from them */
  readonly metricId: string;
  readonly title: string;
  readonly question: string;
  readonly recordedBy: string;
  /** ISO 8601 date */
  readonly recordedAt: string;
  /** number of items with an answer */
  readonly answers: number;
};

/** The answers of a model that are kept in a skill's folder, and replayed without it. */
export type PinnedAnswers = {
  /** as the service named it, or who answered; several separated by commas */
  readonly model: string;
  /** of the newest, ISO 8601 date */
  readonly recordedAt: string;
  readonly count: number;
  /** how they were recorded, if it was not by an API; null: by asking the model */
  readonly note: string | null;
  /** how many of them have their time; the others are replayed at a set pace */
  readonly timed: number;
  /** per answer, over those that have it; null: none has */
  readonly mean: {
    readonly latencyMs: number | null;
    readonly inputTokens: number | null;
    readonly outputTokens: number | null;
  };
  /** how long an answer without a recorded time takes in a replay */
  readonly paceMs: number;
  /** answers of one worker at once, ≥1 */
  readonly atOnce: number;
};

/** Where the answers of a run come from. Missing in a spec: from the skill itself. */
export type RunAnswers = PinnedAnswers & {
  readonly kind: "pinned";
  /** fast: without the model's times */
  readonly pace: "recorded" | "fast";
};

/** Everything needed to start a run, and to repeat it exactly. */
export type RunSpec = {
  readonly title: string;
  readonly skillId: string;
  readonly skillVersion: string;
  /** name of an item: "mail" / "mails" */
  readonly unit: { readonly one: string; readonly many: string };
  /** the skill's metrics as of the start; missing in older specs, for which the skill is read */
  readonly metrics?: readonly MetricDefinition[];
  readonly seed: number;
  readonly sync: SyncMode;
  readonly hold: HoldMode;
  /** percentages at which scenarios hold, ascending, strictly between 0 and 100 */
  readonly milestones: readonly number[];
  /** how long a milestone waits for scenarios that have not arrived; lock-step has no limit */
  readonly waitLimitMs: number;
  /** percentage points below a milestone that already count as arrived, 0–5 */
  readonly arrivalTolerance: number;
  /**
   * How long the run is to last, without holds: a smoke run fits the sizes to the machine, with their ratio kept. Null, or missing
   * in older specs: the sizes are used as they are.
   */
  readonly lengthSeconds?: number | null;
  /** 2–6, in the order of display: sizes smallest first, variants as given */
  readonly scenarios: readonly ScenarioSpec[];
  readonly retry: RetryPolicy;
  /** a batch without a finished item for this long is ended as timed out */
  readonly stallLimitMs: number;
  /** when all scenarios have failed, retry them once with smaller batches and one worker each */
  readonly reducedLoad: boolean;
  /** null: no cap */
  readonly costCap: CostCap | null;
  /** the operator's prices at the start; null: no prices configured */
  readonly prices: PriceTable | null;
  /** the expected usage, shown before the start; null in a demo */
  readonly estimate: RunEstimate | null;
  /** the recorded answers that a metric compares the skill with; null: none */
  readonly judge: RecordedJudge | null;
  /** answers that were kept before the run and are replayed; null, or missing in older specs: the skill works itself */
  readonly answers?: RunAnswers | null;
  /** null: generated data */
  readonly input: RunInput | null;
  /** options of the skill, validated by its schema; a variant may override some */
  readonly options: JsonObject;
  /** null unless started from a saved demo */
  readonly demoId: string | null;
  /** speaker notes by the percent of the milestone at which they are shown; "0": before the start */
  readonly notes: { readonly [percent: string]: string };
};
