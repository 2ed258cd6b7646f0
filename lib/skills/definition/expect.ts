import { z } from "zod";
import { columnName, resultPath, valueName } from "./names.ts";

/** The option that names the expected column, for skills whose rows may have any columns. */
export const EXPECT_OPTION = "expect";

export const MATCHES = ["auto", "exact", "number", "regex", "contains", "judge"] as const;

/** What a result is compared with. The skill never sees the expected column. */
export const Expect = z.strictObject({
  column: columnName.describe("the column that holds what is expected; rows where it is empty are not compared"),
  match: z
    .enum(MATCHES)
    .default("auto")
    .describe(
      "auto: as numbers if both are numbers, else as texts; regex: the expected text is a regular expression; judge: the judge decides",
    ),
  tolerance: z
    .number("must be a number")
    .min(0, "must be at least 0")
    .default(0)
    .describe("largest difference between two numbers that count as equal"),
});
export type Expect = z.infer<typeof Expect>;

/** Where a result holds what counts. Without it, a result that is no object is compared as it is. */
export const ResultMapping = z.strictObject({
  value: resultPath.optional().describe("what is compared with the expected column"),
  values: z.record(valueName, resultPath).default({}).describe("numbers that are summed over items, by name"),
  samples: z.record(valueName, resultPath).default({}).describe("numbers that are pooled over items, by name"),
});
export type ResultMapping = z.infer<typeof ResultMapping>;
