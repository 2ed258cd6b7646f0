import { z } from "zod";
import {
  DEFAULT_ARRIVAL_TOLERANCE,
  DEFAULT_MILESTONES,
  DEFAULT_RETRY,
  DEFAULT_STALL_LIMIT_MS,
  DEFAULT_WAIT_LIMIT_MS,
  MAX_LENGTH_SECONDS,
  MAX_SCENARIOS,
  MIN_LENGTH_SECONDS,
  MIN_SCENARIOS,
} from "../../core/inputs/defaults.ts";
import { COST_UNITS } from "../../core/run/prices.ts";
import { DISTRIBUTIONS, HOLD_MODES, RETRY_MODES, SYNC_MODES } from "../../core/run/spec.ts";
import { SCALING_STRATEGIES } from "../../core/inputs/scaling.ts";
import { shownName } from "../inputs/storable.ts";
import { Options, Variants } from "./variants-input.ts";

const SCENARIO_ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

const scenarioId = z
  .string()
  .max(32, "at most 32 characters")
  .regex(SCENARIO_ID, 'a name is lower-case letters, digits and single dashes, such as "simple"');
const itemCount = z.number("must be a number").int("must be a whole number").min(1, "must be at least 1 item");
const scenarioCount = `a run has ${MIN_SCENARIOS} to ${MAX_SCENARIOS} scenarios`;

const ScenarioOverrides = z.strictObject({
  label: shownName.min(1).max(40).optional(),
  batchSize: z.number().int().min(1).max(10_000).optional(),
  concurrency: z.number().int().min(1).max(16).optional(),
  timeBudgetMs: z.number().int().min(100).max(10_800_000).optional(),
  memoryLimitMb: z.number().int().min(32).max(16_384).optional(),
  errorTolerance: z.number().min(0).max(1).optional(),
  distribution: z.enum(DISTRIBUTIONS).optional(),
  targetQuality: z.number().min(0).max(1).optional(),
});

const milestones = z
  .array(
    z
      .number()
      .int("must be whole percentages")
      .min(1, "must lie between 1 and 99")
      .max(99, "must lie between 1 and 99"),
  )
  .max(20, "at most 20 milestones")
  .refine(
    (percents) => percents.every((percent, index) => index === 0 || percent > (percents[index - 1] ?? 0)),
    "must be strictly ascending",
  );

/** The input for starting a run. Sizes come from `items`, else from `strategy` and `base`, else from the skill's profile. */
export const StartRunInput = z
  .strictObject({
    skill: z.string().min(1).max(64).describe('id of the skill, such as "text-classification"'),
    title: z.string().trim().min(1).max(120).optional().describe("shown to everybody"),
    sync: z.enum(SYNC_MODES).default("milestone"),
    hold: z.enum(HOLD_MODES).default("none").describe('"presenter": scenarios hold at each milestone until Advance'),
    items: z
      .union(
        [
          itemCount,
          z.array(itemCount).min(MIN_SCENARIOS, scenarioCount).max(MAX_SCENARIOS, scenarioCount),
          z
            .record(scenarioId, itemCount)
            .refine(
              (items) => Object.keys(items).length >= MIN_SCENARIOS && Object.keys(items).length <= MAX_SCENARIOS,
              scenarioCount,
            ),
        ],
        { error: describeItems },
      )
      .optional()
      .describe("items per scenario, as a list or by scenario name; with variants, the one number of items of each"),
    variants: Variants.optional().describe(
      "scenarios of one size that differ in options of the skill, instead of sizes; compared item by item",
    ),
    strategy: z.enum(SCALING_STRATEGIES).optional(),
    base: itemCount.optional().describe("items of the smallest scenario, for `strategy`"),
    lengthSeconds: z
      .number("must be a number of seconds")
      .min(MIN_LENGTH_SECONDS, `must be at least ${MIN_LENGTH_SECONDS} s`)
      .max(MAX_LENGTH_SECONDS, `must be at most ${MAX_LENGTH_SECONDS} s (1 h)`)
      .nullable()
      .default(null)
      .describe(
        "how long the run is to last, without holds: the sizes are fitted to the machine at the start, with their ratio kept",
      ),
    seed: z.number().int().min(0).max(2_147_483_647).default(1),
    milestones: milestones.default([...DEFAULT_MILESTONES]).describe("percentages at which scenarios hold"),
    waitLimitMs: z
      .number()
      .int()
      .min(0)
      .max(3_600_000)
      .default(DEFAULT_WAIT_LIMIT_MS)
      .describe("how long a milestone waits for scenarios that have not arrived"),
    arrivalTolerance: z
      .number()
      .min(0)
      .max(5)
      .default(DEFAULT_ARRIVAL_TOLERANCE)
      .describe("percentage points below a milestone that count as arrived"),
    retry: z
      .strictObject({
        mode: z
          .enum(RETRY_MODES)
          .default(DEFAULT_RETRY.mode)
          .describe('"presenter": a failed batch waits for the presenter'),
        limit: z.number().int().min(0).max(10).default(DEFAULT_RETRY.limit).describe("retries per batch"),
        backoffMs: z
          .number()
          .int()
          .min(0)
          .max(60_000)
          .default(DEFAULT_RETRY.backoffMs)
          .describe("wait before the first retry; doubles with each"),
      })
      .default(DEFAULT_RETRY),
    stallLimitMs: z
      .number()
      .int()
      .min(1_000)
      .max(3_600_000)
      .default(DEFAULT_STALL_LIMIT_MS)
      .describe("a batch without progress for this long ends as timed out"),
    reducedLoad: z
      .boolean()
      .default(true)
      .describe("when all scenarios have failed, retry each once with smaller batches and one worker"),
    costCap: z
      .strictObject({ unit: z.enum(COST_UNITS), limit: z.number().positive() })
      .nullable()
      .default(null)
      .describe("stops the run at this spending limit; completed work is kept"),
    inputId: z.string().max(80).nullable().default(null).describe("an uploaded input instead of generated data"),
    scenarios: z
      .record(scenarioId, ScenarioOverrides)
      .default({})
      .describe("overrides of the defaults, by scenario name"),
    options: Options.default({}).describe("the skill's own options"),
    demoId: z.string().max(80).nullable().default(null),
    notes: z
      .record(
        z.string().regex(/^(\d{1,2}|100)$/, 'must be keyed by a percentage, "0" before the start, "100" at the end'),
        z.string().max(2_000),
      )
      .default({}),
    onStage: z
      .boolean()
      .optional()
      .describe("show it to the audience; by default only when no unfinished run is on stage"),
  })
  .refine(({ sync, hold }) => !(sync === "free-running" && hold === "presenter"), {
    path: ["hold"],
    error: 'a free-running run never waits, so it cannot hold for the presenter; use sync "milestone" or hold "none"',
  })
  .refine(({ items, strategy }) => items === undefined || strategy === undefined, {
    path: ["strategy"],
    error: "give either items or a strategy, not both",
  })
  .refine(({ items, variants }) => variants !== undefined || typeof items !== "number", {
    path: ["items"],
    error: "one number is for variants; give a list of sizes, such as [100, 300, 800], or one number by scenario name",
  })
  .refine(({ items, variants }) => variants === undefined || items === undefined || typeof items === "number", {
    path: ["items"],
    error: "variants have the same size; give one number",
  })
  .refine(({ strategy, variants }) => variants === undefined || strategy === undefined, {
    path: ["strategy"],
    error: "variants have the same size; give one number as items instead",
  })
  .refine(({ base, strategy }) => base === undefined || strategy !== undefined, {
    path: ["base"],
    error: "requires a strategy",
  });

export type StartRunInput = z.infer<typeof StartRunInput>;
/** Sizes of scales; variants have one number instead. */
export type ScaleItems = Exclude<StartRunInput["items"], number>;

/** zod reports a failed union as "Invalid input" only; this reports the issue of the list or record that was given. */
function describeItems(issue: {
  readonly input?: unknown;
  readonly errors?: readonly (readonly { path: PropertyKey[]; message: string }[])[];
}): string {
  const expected = "must be a list of whole numbers, such as [100, 300, 800], or one number by scenario name";
  const form = typeof issue.input === "number" ? 0 : Array.isArray(issue.input) ? 1 : 2;
  if (form === 2 && (typeof issue.input !== "object" || issue.input === null)) return expected;
  const found = issue.errors?.[form]?.[0];
  return found === undefined ? expected : [...found.path, found.message].join(": ");
}
