import { z } from "zod";
import { DISTRIBUTIONS, HOLD_MODES, RETRY_MODES, SYNC_MODES } from "../../core/run/spec.ts";

const nothing = z.unknown().transform(() => null);
const none = z.unknown().transform(() => ({}));

export const SizesFitted = {
  lengthSeconds: z.number(),
  scenarios: z.array(
    z.object({
      scenarioId: z.string(),
      items: z.number(),
      plannedItems: z.number(),
      msPerItem: z.number().nullable(),
    }),
  ),
  failure: z.enum(["failed", "timeout"]).nullable(),
};

const Scenario = z.object({
  id: z.string(),
  label: z.string(),
  items: z.number(),
  batchSize: z.number(),
  concurrency: z.number(),
  timeBudgetMs: z.number(),
  memoryLimitMb: z.number(),
  errorTolerance: z.number(),
  distribution: z.enum(DISTRIBUTIONS),
  targetQuality: z.number(),
  /** that it is a variant, without what it does */
  options: z.object({}).exactOptional(),
});

/** That a run replays recorded answers is no secret of the presenter. */
const Answers = z.object({
  kind: z.literal("pinned"),
  model: z.string(),
  recordedAt: z.string(),
  count: z.number(),
  note: z.string().nullable(),
  timed: z.number(),
  mean: z.object({
    latencyMs: z.number().nullable(),
    inputTokens: z.number().nullable(),
    outputTokens: z.number().nullable(),
  }),
  paceMs: z.number(),
  atOnce: z.number(),
  pace: z.enum(["recorded", "fast"]),
});

/** What the audience may see of a run's spec. */
export const Spec = z.object({
  title: z.string(),
  skillId: z.string(),
  skillVersion: z.string(),
  unit: z.object({ one: z.string(), many: z.string() }),
  seed: z.number(),
  sync: z.enum(SYNC_MODES),
  hold: z.enum(HOLD_MODES),
  milestones: z.array(z.number()),
  lengthSeconds: z.number().nullable().exactOptional(),
  waitLimitMs: z.number(),
  arrivalTolerance: z.number(),
  scenarios: z.array(Scenario),
  retry: z.object({ mode: z.enum(RETRY_MODES), limit: z.number(), backoffMs: z.number() }),
  stallLimitMs: z.number(),
  reducedLoad: z.boolean(),
  costCap: nothing,
  prices: nothing,
  estimate: nothing,
  judge: nothing,
  answers: Answers.nullable().exactOptional(),
  input: nothing,
  options: none,
  demoId: nothing,
  notes: none,
});
