import { expect, test } from "vitest";
import { judge } from "../../../lib/core/judgement/judge.ts";
import { toFigures, toInput } from "../support/growth-series.ts";
import { runFigures } from "../support/run-figures.ts";

const SCENARIOS = [10, 30, 90, 270].map((items) => toFigures(`size-${items}`, items, items * 500));

test("[M6] times of answers that were replayed at a set pace give no growth, with the advice to measure the model", () => {
  expect(judge(toInput(SCENARIOS)).growth.growthClass).toBe("n");
  const { growth } = judge(toInput(SCENARIOS, { areTimesSet: true }));
  expect([growth.kind, growth.growthClass, growth.power]).toEqual(["unclear", null, null]);
  expect(growth.statement.text).toContain("replayed at a set pace");
  expect(growth.advice).toMatchObject({ text: expect.stringContaining("live answers") });
  expect(growth.excluded.map(({ reason }) => reason)).toEqual(["set-times", "set-times", "set-times", "set-times"]);
});

test("[M6] nor do they say what an item takes or how many a worker sustains; quality counts", () => {
  const scenarios = [10, 30, 90].map((items) =>
    runFigures(`size-${items}`, items, { workMs: items * 500, quality: 0.9 }),
  );
  const measured = judge(toInput(scenarios));
  const { recommendation, comparative, ranks, efficiency } = judge(toInput(scenarios, { areTimesSet: true }));
  expect([measured.recommendation.production === null, recommendation.production]).toEqual([false, null]);
  const said = JSON.stringify([recommendation, comparative, efficiency]);
  expect(said).toContain("its pace was set");
  expect(JSON.stringify(comparative)).not.toMatch(/per item stays within limits/i);
  expect(ranks.map(({ rank }) => rank)).toEqual(["excellent", "excellent", "excellent"]);
});
