import { expect, test } from "vitest";
import { createOutputBudget } from "../../lib/isolation/host/output-budget.ts";

test("[D1] the output of a batch is limited, and the next batch has a new budget", () => {
  const budget = createOutputBudget();
  expect(budget.spend(32 * 1_048_576)).toBe(true);
  expect(budget.spend(1)).toBe(false);
  budget.reset();
  expect(budget.spend(1)).toBe(true);
});
