import { findFailurePatterns } from "./failures.ts";
import type { JudgementInput } from "../input.ts";
import type { Growth, Pattern } from "../../run/judgement.ts";
import { findPacePatterns } from "./pace.ts";
import { findQualityPatterns } from "./quality.ts";
import { findResourcePatterns } from "./resources.ts";

/**
 * I2. Patterns in the figures, each with the number of rows that show it: successes first, then by support. They contain
 * no error messages, because the audience sees them.
 */
export function findPatterns(input: JudgementInput, growth: Growth): readonly Pattern[] {
  const found = [
    // variants are compared with each other instead
    ...(input.variants === undefined ? findPatternsOfSizes(input, growth) : []),
    ...findFailurePatterns(input),
  ];
  const inOrder = (kind: Pattern["kind"]): readonly Pattern[] =>
    found
      .filter((pattern) => pattern.kind === kind)
      .toSorted((one, other) => other.support / other.of - one.support / one.of);
  return [...inOrder("success"), ...inOrder("failure")];
}

function findPatternsOfSizes(input: JudgementInput, growth: Growth): readonly Pattern[] {
  return [...findQualityPatterns(input), ...findPacePatterns(input, growth), ...findResourcePatterns(input)];
}
