import { expect, test } from "vitest";
import { judge } from "../../../lib/core/judgement/judge.ts";
import { completeJudgement } from "../../../lib/core/judgement/stored-judgement.ts";
import type { Growth, Judgement } from "../../../lib/core/run/judgement.ts";
import { toFigures, toInput } from "../support/growth-series.ts";

const NEW_FIELDS = [
  "kind",
  "power",
  "holds",
  "falling",
  "exponential",
  "fixedCost",
  "clockStepMs",
  "excluded",
  "advice",
] as const satisfies readonly (keyof Growth)[];

const judged = judge(toInput([100, 200, 400].map((items) => toFigures(`s${items}`, items, items * 10))));

test("[I1] a judgement that was stored before its growth had a kind is read, and says what it said", () => {
  const fields = Object.entries(judged.growth).filter(([name]) => !NEW_FIELDS.some((each) => each === name));
  const old = { ...judged, growth: Object.fromEntries(fields) } as unknown as Judgement;
  const { growth } = completeJudgement(old);
  expect(growth).toMatchObject({ ...old.growth, kind: "class", excluded: [], fixedCost: null, advice: null });
  expect(Object.keys(growth).toSorted()).toEqual(Object.keys(judged.growth).toSorted());
});

test("[I1] a judgement of today is returned as it is", () => {
  expect(completeJudgement(judged)).toBe(judged);
});
