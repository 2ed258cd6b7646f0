import type { z } from "zod";
import type { JsonObject } from "../../core/kit/json.ts";
import type { MetricDefinition } from "../../core/run/metrics.ts";
import type { MeasuredDefaults } from "../../core/estimate/measured-defaults.ts";
import type { ItemResult } from "../../core/ports/event-log.ts";
import type { PinnedAnswers } from "../../core/run/spec.ts";
import type { SkillPrices } from "../../core/cost/skill-prices.ts";
import type { Distribution, RecordedJudge, ScenarioSpec } from "../../core/run/spec.ts";
import type { ScalingProfile } from "../../core/inputs/scaling.ts";

/** The static description of a skill, available without running it. */
export type SkillManifest = {
  /** kebab-case */
  readonly id: string;
  readonly title: string;
  /** must be raised whenever results may differ */
  readonly version: string;
  readonly summary: string;
  readonly unit: { readonly one: string; readonly many: string };
  readonly profile: ScalingProfile;
  /** overrides of the global scenario defaults, by scenario id */
  readonly scenarioDefaults: { readonly [scenarioId: string]: Partial<ScenarioSpec> };
  /** sizes of the stage demo, whose ratio is kept when they are fitted to a length; `profile.items` are the smaller defaults */
  readonly stage: {
    readonly items: ScalingProfile["items"];
    readonly scenarios: { readonly [scenarioId: string]: Partial<ScenarioSpec> };
  };
  /** for estimates before the first like run; written by `npm run measure` */
  readonly measured?: MeasuredDefaults;
  /** maximum number of items per scenario */
  readonly maxItems: number;
  readonly metrics: readonly MetricDefinition[];
  /** the recorded LLM judge, if any; the option `judge` is then "recorded" or "off" */
  readonly judge?: RecordedJudge;
  /** what its model costs, instead of the operator's prices for tokens */
  readonly prices?: SkillPrices;
  /** the kept answers of its model; used by a run whose option `answers` is "replay" */
  readonly pinned?: PinnedAnswers;
  /** the skill's own options with their defaults */
  readonly options: z.ZodType<JsonObject>;
  /** options that all variants of a run share, since the run states as a whole what they decide, such as where answers come from */
  readonly runOptions?: readonly string[];
  /** format of uploaded rows; absent: the skill works on generated data only */
  readonly input?: SkillInput;
  /** rows that come with it; absent: it generates its data, or has none */
  readonly ownRows?: { readonly count: number; readonly columns: readonly string[] };
  /** it has no data of its own: a run needs uploaded rows */
  readonly needsRows?: boolean;
  /** for a skill without `input`: a sentence that explains why it accepts no rows */
  readonly noInput?: string;
};

/** Uploaded rows that replace generated data. CSV cells arrive as text, missing cells as undefined. */
export type SkillInput = {
  readonly row: z.ZodType<JsonObject>;
  /** snake_case names; other columns are ignored */
  readonly columns: readonly { readonly name: string; readonly required: boolean; readonly description: string }[];
  /** rows may have any columns, and all of them reach the skill */
  readonly anyColumns?: boolean;
  /**
   * The column that says what is true, null in rows where nobody said it, and the ids of the metrics that compare with it.
   * `option`: the skill's option that names another column; `column` is then its default, "" for none.
   */
  readonly truth?: { readonly column: string; readonly metricIds: readonly string[]; readonly option?: string };
  /** the unit of uploaded rows, if it differs from the skill's unit */
  readonly unit?: SkillManifest["unit"];
  /** a small CSV file that the skill accepts */
  readonly example: { readonly name: string; readonly content: string };
};

export type DataRequest = {
  readonly scenarioId: string;
  readonly seed: number;
  readonly items: number;
  readonly distribution: Distribution;
  readonly options: JsonObject;
  /** one validated row per item, in item order; null: generated data */
  readonly input: readonly JsonObject[] | null;
};

export type BatchContext = {
  /** the index of each item of the batch within the scenario, ascending; a retry leaves finished items out */
  readonly indices: readonly number[];
  /** the W3C's Trace Context, below which spans of the batch hang; undefined: no spans are sent anywhere */
  readonly traceparent?: string | undefined;
  /** reports one finished item; items reported before a failure count */
  readonly report: (result: Omit<ItemResult, "error" | "samples" | "outcome"> & Partial<ItemResult>) => void;
  readonly log: (level: "info" | "warn" | "error", text: string) => void;
  /** reports that a long item is being worked on; a text such as "turn 3" appears in the log */
  readonly progress: (text: string) => void;
  /** aborted when the batch is cancelled; a skill that ignores it is killed */
  readonly signal: AbortSignal;
};

/** An open skill inside its own process. */
export type SkillSession<Item = unknown> = {
  /** exactly as many as requested; the same request yields the same items */
  readonly items: readonly Item[];
  invokeBatch(items: readonly Item[], context: BatchContext): Promise<void>;
  close?(): Promise<void>;
};

/** A bundled skill: a manifest, and code that runs only in the skill's process. Heavy imports belong inside `open`. */
export type Skill = {
  readonly manifest: SkillManifest;
  open(request: DataRequest): Promise<SkillSession>;
};
