import { expect, test } from "vitest";
import { judgeGrowth } from "../../../lib/core/judgement/growth/growth.ts";
import { toFigures, toInput } from "../support/growth-series.ts";

test("[M6] times of answers that were replayed at a set pace give no growth, with the advice to measure the model", () => {
  const scenarios = [10, 30, 90, 270].map((items) => toFigures(`size-${items}`, items, items * 500));
  expect(judgeGrowth(toInput(scenarios)).growthClass).toBe("n");
  const growth = judgeGrowth(toInput(scenarios, { areTimesSet: true }));
  expect([growth.kind, growth.growthClass, growth.power]).toEqual(["unclear", null, null]);
  expect(growth.statement.text).toContain("replayed at a set pace");
  expect(growth.advice?.text ?? growth.advice).toContain("live answers");
});
