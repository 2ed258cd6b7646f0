import type { z } from "zod";
import type { JsonObject } from "../../core/kit/json.ts";
import type { MetricDefinition } from "../../core/run/metrics.ts";
import type { ItemResult } from "../../core/ports/event-log.ts";
import type { Distribution, RecordedJudge, ScenarioSpec } from "../../core/run/spec.ts";
import type { ScalingProfile } from "../../core/inputs/scaling.ts";

/** What everybody may know of a skill without running it. */
export type SkillManifest = {
  /** kebab-case */
  readonly id: string;
  readonly title: string;
  /** raised whenever outcomes may differ */
  readonly version: string;
  readonly summary: string;
  readonly unit: { readonly one: string; readonly many: string };
  readonly profile: ScalingProfile;
  /** where the skill wants other values than the defaults of requirements.md, by scenario id */
  readonly scenarioDefaults: { readonly [scenarioId: string]: Partial<ScenarioSpec> };
  /** sizes of the stage demo, its slowest scenario lasting 40–90 s on a 2-core laptop; `profile.items` are the small ones */
  readonly stage: {
    readonly items: ScalingProfile["items"];
    readonly scenarios: { readonly [scenarioId: string]: Partial<ScenarioSpec> };
  };
  /** the most items that one scenario can be given */
  readonly maxItems: number;
  readonly metrics: readonly MetricDefinition[];
  /** absent: nobody has judged items beforehand; with it, the option `judge` is "recorded" or "off" */
  readonly judge?: RecordedJudge;
  /** the skill's own options with their defaults */
  readonly options: z.ZodType<JsonObject>;
  /** what rows of the presenter's own must look like; absent: the skill works on its own data alone */
  readonly input?: SkillInput;
  /** why it takes no rows, in words; for a skill without `input` */
  readonly noInput?: string;
};

/** Rows that may take the place of generated data. A cell of a CSV file comes as text, an absent one as undefined. */
export type SkillInput = {
  readonly row: z.ZodType<JsonObject>;
  /** lower case, words joined by _; columns beyond these are ignored */
  readonly columns: readonly { readonly name: string; readonly required: boolean; readonly description: string }[];
  /** what one row is called, where that is not the skill's own unit */
  readonly unit?: SkillManifest["unit"];
  /** a small CSV file that the skill takes */
  readonly example: { readonly name: string; readonly content: string };
};

export type DataRequest = {
  readonly scenarioId: string;
  readonly seed: number;
  readonly items: number;
  readonly distribution: Distribution;
  readonly options: JsonObject;
  /** exactly as many rows as items, each passed by `manifest.input`, in the order of the items; null: generated data */
  readonly input: readonly JsonObject[] | null;
};

export type BatchContext = {
  /** position of items[0] within the scenario */
  readonly fromItem: number;
  /** reports one finished item; what was reported before a failure counts */
  readonly report: (result: Omit<ItemResult, "error" | "samples" | "outcome"> & Partial<ItemResult>) => void;
  readonly log: (level: "info" | "warn" | "error", text: string) => void;
  /** aborted when the batch is cancelled; ignoring it ends in SIGKILL */
  readonly signal: AbortSignal;
};

/** A skill at work, inside its own process. */
export type SkillSession<Item = unknown> = {
  /** exactly as many as asked; the same request gives the same items */
  readonly items: readonly Item[];
  invokeBatch(items: readonly Item[], context: BatchContext): Promise<void>;
  close?(): Promise<void>;
};

/** A bundled skill: a manifest, and a program that only its own process runs. Heavy imports belong inside `open`. */
export type Skill = {
  readonly manifest: SkillManifest;
  open(request: DataRequest): Promise<SkillSession>;
};
