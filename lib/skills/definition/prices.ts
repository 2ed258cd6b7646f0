import { z } from "zod";

const price = z.number("must be a number").min(0, "must be 0 or more").max(1e9, "must be at most 1,000,000,000");

/** What the skill's model costs; used instead of the operator's prices for tokens. */
export const SkillPrices = z.strictObject({
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be the three letters of a currency, such as "USD"')
    .describe("the same as in the operator's price file, if there is one"),
  perMillionInputTokens: price,
  perMillionOutputTokens: price,
});
export type SkillPrices = z.infer<typeof SkillPrices>;
