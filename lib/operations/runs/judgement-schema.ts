import { z } from "zod";
import { COMPARED_MEASURES, EXCLUSION_REASONS, GROWTH_CLASSES, GROWTH_KINDS } from "../../core/run/judgement.ts";

/** The JSON form of a judgement, as the API and the command line print it. */
const count = z.number();
const maybe = z.number().nullable();
const id = z.string();

export const StatementJson = z.object({
  text: z.string(),
  tone: z.enum(["good", "bad", "neutral", "unsure"]),
  rule: z.string(),
  rows: z.array(z.object({ label: z.string(), scenarioId: id.nullable(), value: maybe, unit: z.string() })),
});

const statement = StatementJson;
const growthClass = z.enum(GROWTH_CLASSES);
const stretch = { scenarioId: id, perItemMs: count, usualPerItemMs: count };

const interval = z.object({ value: count, low: count, high: count });

const GrowthJson = z.object({
  kind: z.enum(GROWTH_KINDS),
  growthClass: growthClass.nullable(),
  /** missing in judgements stored before they were kept */
  rivals: z.array(growthClass).exactOptional(),
  power: interval.nullable(),
  holds: z.object({ fromItems: count, toItems: count }).nullable(),
  falling: z
    .object({ fromItems: count, bestItems: count, bestScenarioId: id, speedup: count, stops: z.boolean() })
    .nullable(),
  exponential: interval.extend({ rises: z.boolean().optional() }).nullable(),
  fixedCost: interval.extend({ source: z.enum(["points", "sizes"]) }).nullable(),
  clockStepMs: maybe,
  excluded: z.array(
    z.object({
      scenarioId: id,
      items: count,
      reason: z.enum(EXCLUSION_REASONS),
      timeMs: maybe,
      expectedMs: maybe,
    }),
  ),
  advice: statement.nullable(),
  fits: z.array(z.object({ growthClass, coefficientMs: count, normalisedError: count })),
  noise: maybe,
  times: z.array(z.object({ scenarioId: id, items: count, timeMs: count })),
  exponents: z.array(z.object({ fromScenarioId: id, toScenarioId: id, exponent: count })),
  knee: z.object({ scenarioId: id, items: count, exponentBefore: count, exponentAfter: count }).nullable(),
  warmUps: z.array(z.object({ ...stretch, items: count })),
  outliers: z.array(z.object({ ...stretch, fromItem: count, toItem: count })),
  warnings: z.array(statement),
  statement,
});

const ComparativeJson = z.object({
  id: z.enum(["quality-scaling", "time-efficiency", "resource-efficiency", "quality-deviation", "error-consistency"]),
  label: z.string(),
  value: maybe,
  expected: count,
  acceptable: z.object({ comparison: z.enum(["<", "<=", ">", ">=", "="]), value: count }),
  verdict: z.enum(["pass", "fail", "unknown"]),
  totalSecondsRatio: maybe
    .exactOptional()
    .describe("resource efficiency by total seconds instead of per item; no verdict rests on it"),
  statement,
});

const ComparisonJson = z.object({
  items: count,
  measures: z.array(
    z.object({
      id: z.enum(COMPARED_MEASURES),
      unit: z.string().describe('"score", "ms", "s", "tokens" or a currency; time and cost are per item'),
      values: z.array(interval.extend({ scenarioId: id })),
      pairs: z.array(
        z.object({
          firstId: id,
          secondId: id,
          difference: interval.describe("quality: first − second; time and cost: first ÷ second"),
          isBeyondNoise: z.boolean(),
        }),
      ),
      leaders: z.array(id).describe("best first; several are equal within the noise"),
      statement,
    }),
  ),
});

const UsageJson = z.object({
  busySeconds: count,
  inputTokens: count,
  outputTokens: count,
  storedItems: count,
  reported: z
    .object({ usd: count, inputTokens: count, outputTokens: count })
    .exactOptional()
    .describe("money for models that the skill reported, and the tokens of those items"),
});
const AmountsJson = z.object({ model: count, compute: count, database: count, total: count });

export const JudgementJson = z.object({
  headline: statement,
  partial: statement.nullable(),
  growth: GrowthJson,
  /** missing where the scenarios are sizes */
  comparison: ComparisonJson.exactOptional(),
  comparative: z.array(ComparativeJson),
  stability: z.array(ComparativeJson),
  ranks: z.array(
    z.object({
      scenarioId: id,
      quality: maybe,
      target: maybe,
      rank: z.enum(["excellent", "good", "basic", "below"]).nullable(),
      meetsTarget: z.boolean().nullable(),
    }),
  ),
  efficiency: z
    .object({
      totalMs: count,
      criticalPathMs: count,
      criticalScenarioId: id,
      speedup: count,
      parallelEfficiency: count,
      statement,
    })
    .nullable(),
  projections: z.array(
    z.object({
      scenarioId: id,
      projectedMs: count,
      actualMs: count,
      restatedMs: count.exactOptional(),
      error: count,
      statement,
    }),
  ),
  patterns: z.array(
    z.object({ id: z.string(), kind: z.enum(["success", "failure"]), support: count, of: count, statement }),
  ),
  bottlenecks: z.array(statement),
  resources: z.array(
    z.object({ scenarioId: id, peakMemoryMb: maybe, memoryLimitMb: maybe, concurrency: maybe, itemsPerSecond: maybe }),
  ),
  recommendation: z.object({
    scenarioId: id.nullable(),
    statement,
    reasons: z.array(statement),
    production: z.object({ itemsPerRequest: count, responseTimeMs: count, concurrency: count, statement }).nullable(),
  }),
  cost: z.object({
    currency: z.string().nullable(),
    scenarios: z.array(z.object({ scenarioId: id, usage: UsageJson, amounts: AmountsJson.nullable() })),
    usage: UsageJson,
    amounts: AmountsJson.nullable(),
    estimated: z.object({ usage: UsageJson, amounts: AmountsJson.nullable() }).nullable(),
    perQualityPoint: maybe,
    statement,
  }),
  diagnosis: z
    .object({ scope: z.enum(["systematic", "local", "mixed"]), statement, causes: z.array(statement) })
    .nullable(),
});
