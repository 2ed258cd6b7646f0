import { z } from "zod";
import type { RunEstimate } from "../../core/run/estimate.ts";

const amount = z.number().min(0);
const Usage = z.object({ busySeconds: amount, inputTokens: amount, outputTokens: amount, storedItems: amount });
const Amounts = z.object({ model: amount, compute: amount, database: amount, total: amount });

const figures = {
  likely: Usage.nullable().describe("null when no earlier run tells"),
  likelyAmounts: Amounts.nullable(),
  likelySeconds: amount.nullable().describe("active time: holds and pauses left out"),
  atMost: Usage.describe("what the time budgets allow"),
  atMostAmounts: Amounts.nullable().describe("null without prices"),
  atMostSeconds: amount,
};

/** What a run would use, as documents tell it. */
export const EstimateJson = z.object({
  currency: z.string().nullable().describe("null without prices: then no money is told"),
  scenarios: z.array(z.object({ scenarioId: z.string(), ...figures })),
  total: z.object(figures),
  basis: z.object({ runId: z.string().nullable(), text: z.string() }),
  warnings: z.array(z.string()),
}) satisfies z.ZodType<RunEstimate>;
