import { z } from "zod";
import { shownName } from "../inputs/storable.ts";
import { MAX_SCENARIOS, MIN_SCENARIOS } from "../../core/inputs/defaults.ts";

const variantCount = `a run has ${MIN_SCENARIOS} to ${MAX_SCENARIOS} variants; one alone has nothing to be compared with`;

/** Any JSON; it contains itself, so documents need a name for it. */
const optionValue = z.json().register(z.globalRegistry, { id: "Json" });

/** The skill's options by name. */
export const Options = z.record(z.string().max(64), optionValue);

/** A14. Variants of one size that differ in options. */
export const Variants = z
  .array(
    z.strictObject({
      name: shownName
        .min(1, "a variant needs a name")
        .max(32, "at most 32 characters")
        .regex(/[a-z0-9]/i, "a name needs a letter or a digit")
        .describe("shown to everybody; in lower case with dashes it is the scenario's id"),
      options: Options.default({}).describe("what differs from the run's options"),
    }),
    "must be a list of variants, each with a name and its options",
  )
  .min(MIN_SCENARIOS, variantCount)
  .max(MAX_SCENARIOS, variantCount);

export type Variants = z.infer<typeof Variants>;
