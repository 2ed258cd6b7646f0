import { z } from "zod";
import type { RunEstimate } from "../../core/run/estimate.ts";

const amount = z.number().min(0);
const Usage = z.object({
  busySeconds: amount,
  inputTokens: amount,
  outputTokens: amount,
  storedItems: amount,
  reported: z.object({ usd: amount, inputTokens: amount, outputTokens: amount }).exactOptional(),
});
const Amounts = z.object({ model: amount, compute: amount, database: amount, total: amount });

const figures = {
  likely: Usage.nullable().describe("null without a comparable earlier run"),
  likelyAmounts: Amounts.nullable(),
  likelySeconds: amount.nullable().describe("active time, without holds and pauses"),
  atMost: Usage.describe("the upper limit set by the time budgets"),
  atMostAmounts: Amounts.nullable().describe("null without prices"),
  atMostSeconds: amount,
};

/** The JSON form of an estimate. */
export const EstimateJson = z.object({
  currency: z.string().nullable().describe("null without prices; amounts are then null too"),
  scenarios: z.array(z.object({ scenarioId: z.string(), ...figures })),
  total: z.object(figures),
  basis: z.object({ runId: z.string().nullable(), text: z.string() }),
  warnings: z.array(z.string()),
}) satisfies z.ZodType<RunEstimate>;
