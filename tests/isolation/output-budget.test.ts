import { expect, test } from "vitest";
import { createOutputBudget } from "../../lib/isolation/output-budget.ts";

test("[F6] a talkative skill's lines are thinned, and the gap is told", () => {
  const lines: string[] = [];
  let nowMs = 0;
  const budget = createOutputBudget(
    (level, text) => lines.push(`${level} ${text}`),
    () => nowMs,
  );
  for (let line = 0; line < 70; line += 1) budget.log("info", `line ${line}`);
  expect(lines).toHaveLength(50);
  nowMs = 1_000;
  budget.log("error", "after a second");
  expect(lines.slice(50)).toEqual([
    "warn 20 more lines were left out: at most 50 a second are kept.",
    "error after a second",
  ]);
});

test("[D1] what one batch may write has an end, and the next batch starts anew", () => {
  const budget = createOutputBudget(
    () => {},
    () => 0,
  );
  expect(budget.spend(32 * 1_048_576)).toBe(true);
  expect(budget.spend(1)).toBe(false);
  budget.reset();
  expect(budget.spend(1)).toBe(true);
});
