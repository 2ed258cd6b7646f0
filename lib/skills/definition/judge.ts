import { z } from "zod";
import { ModelService } from "./invoke/model.ts";

/** A model that judges results: it sees the question, the item, what is expected and the result. */
export const ModelJudge = z.strictObject({
  ...ModelService.shape,
  question: z
    .string()
    .trim()
    .min(1, "must not be empty")
    .max(2_000, "must have at most 2000 characters")
    .describe('what makes a result right, such as "Does the summary state the same as the text?"'),
  threshold: z
    .number("must be a number")
    .min(0, "must be 0 to 1")
    .max(1, "must be 0 to 1")
    .default(0.5)
    .describe("a result with at least this score, 0 to 1, is right"),
});
export type ModelJudge = z.infer<typeof ModelJudge>;
