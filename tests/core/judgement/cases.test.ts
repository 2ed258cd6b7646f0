import { describe, expect, test } from "vitest";
import { judge } from "../../../lib/core/judgement/judge.ts";
import type { Growth, Judgement } from "../../../lib/core/run/judgement.ts";
import { formatCount } from "../../../lib/core/words/format.ts";
import { isRightAnswer, toCaseInput, type GrowthCase } from "../support/growth/case.ts";
import { GROWTH_CASES } from "../support/growth/cases.ts";
import { expectAgreement, listClassesNamed } from "../support/growth-laws.ts";

const judgeCase = (growthCase: GrowthCase): Judgement => judge(toCaseInput(growthCase));

/** Everything that is said about growth. */
function textsOf({ headline, growth: { statement, warnings, advice } }: Judgement): string {
  return [headline, statement, ...warnings, ...(advice === null ? [] : [advice])].map(({ text }) => text).join("\n");
}

/** What a failed test shows. */
function summarise({ kind, growthClass, power, falling, exponential, knee, statement }: Growth): string {
  return JSON.stringify({ kind, growthClass, power, falling, exponential, knee, text: statement.text });
}

function findCase(name: string): GrowthCase {
  const found = GROWTH_CASES.find((each) => each.name === name);
  if (found === undefined) throw new Error(`No case "${name}"`);
  return found;
}

describe.each(GROWTH_CASES)("$name", (growthCase) => {
  test("[B12] growth is judged as one of the right answers", () => {
    const { growth } = judgeCase(growthCase);
    expect(isRightAnswer(growth, growthCase), summarise(growth)).toBe(true);
  });

  test("[B12] text, headline and fields agree", () => {
    expectAgreement(judgeCase(growthCase));
  });
});

describe("sizes that do not count", () => {
  test.each(GROWTH_CASES.filter(({ excluded }) => excluded !== null))(
    "[B9][B12] are exactly those that are out of line: $name",
    (growthCase) => {
      const { growth } = judgeCase(growthCase);
      expect(growth.excluded.map(({ scenarioId, reason }) => ({ id: scenarioId, reason }))).toEqual(
        growthCase.excluded,
      );
    },
  );

  test.each(GROWTH_CASES.filter(({ excluded }) => (excluded ?? []).length > 0))(
    "[B9][D10] are named: $name",
    (growthCase) => {
      const judgement = judgeCase(growthCase);
      const { excluded } = judgement.growth;
      expect(excluded.length).toBeGreaterThan(0);
      for (const { scenarioId, items } of excluded)
        expect(textsOf(judgement)).toMatch(new RegExp(`\\b${scenarioId}\\b|\\b${formatCount(items)}\\b`));
    },
  );

  test("[D10] a size that failed fast is neither good news nor the yardstick", () => {
    const judgement = judgeCase(findCase("a size of which most items failed fast"));
    expect(listClassesNamed(judgement.headline.text)).toEqual([]);
    expect(judgement.headline.tone).not.toBe("good");
    expect(judgement.growth.times.map(({ scenarioId }) => scenarioId)).toEqual(["s1", "s2"]);
    expect(judgement.recommendation.scenarioId).not.toBe("s3");
  });
});

describe("fixed cost and clock", () => {
  test.each(GROWTH_CASES.filter(({ fixedMs }) => fixedMs !== undefined))(
    "[B13] the fixed cost is told apart from growth: $name",
    (growthCase) => {
      const { fixedCost } = judgeCase(growthCase).growth;
      const [low, high] = growthCase.fixedMs ?? [0, 0];
      expect(fixedCost?.source).toBe("sizes");
      expect(fixedCost?.value).toBeGreaterThanOrEqual(low);
      expect(fixedCost?.value).toBeLessThanOrEqual(high);
      expect(fixedCost?.low).toBeLessThanOrEqual(fixedCost?.high ?? Number.NaN);
    },
  );

  test.each(GROWTH_CASES.filter(({ clockStepMs }) => clockStepMs !== undefined))(
    "[B13] the step of the clock is found and named: $name",
    (growthCase) => {
      const judgement = judgeCase(growthCase);
      expect(judgement.growth.clockStepMs).toBeCloseTo(growthCase.clockStepMs ?? Number.NaN, 9);
      expect(textsOf(judgement)).toMatch(/clock/i);
    },
  );

  test("[B13] a growth that is clear of its clock names none", () => {
    expect(judgeCase(findCase("cube root, from n = 1")).growth.clockStepMs).toBeNull();
    expect(judgeCase(findCase("insertion sort")).growth.clockStepMs).toBeNull();
  });

  test("[B13] the smallest sizes are named as what they are: growth holds from where they end", () => {
    const { growth } = judgeCase(findCase("linear from tiny sizes, the first of them cheaper"));
    const isNamed = growth.holds !== null || growth.fixedCost !== null || growth.excluded.length > 0;
    expect(isNamed, summarise(growth)).toBe(true);
    expect(growth.holds?.toItems ?? 1_024).toBe(1_024);
  });
});

describe("what each growth says", () => {
  test("[B5] log n is one of the fits, though it is 0 at n = 1", () => {
    const { fits } = judgeCase(findCase("cube root, from n = 1")).growth;
    expect(fits.map(({ growthClass }) => growthClass).toSorted()).toEqual(
      ["1", "log n", "n", "n log n", "n²", "n³"].toSorted(),
    );
  });

  test("[B12] threads tell the gain and where it stops", () => {
    const { falling, growthClass } = judgeCase(findCase("threads that stop gaining")).growth;
    expect(growthClass).toBeNull();
    expect(falling).toMatchObject({ fromItems: 1, bestItems: 4, bestScenarioId: "s2", stops: true });
    expect(falling?.speedup).toBeCloseTo(700 / 330, 2);
  });

  test("[B12] threads are called threads, not items", () => {
    expect(textsOf(judgeCase(findCase("threads that stop gaining")))).not.toMatch(/\bitems?\b/);
  });

  test.each(["n⁴, four sizes", "n⁵, exactly"])("[B12] beyond cubic is not called cubic: %s", (name) => {
    const judgement = judgeCase(findCase(name));
    expect(judgement.growth.growthClass).toBeNull();
    expect(listClassesNamed(judgement.headline.text)).toEqual([]);
    expect(judgement.headline.tone).toBe("bad");
  });

  test("[B12] an exponential growth tells its factor for each further item", () => {
    const judgement = judgeCase(findCase("doubles with every item"));
    expect(judgement.growth.statement.text).toMatch(/\b(1\.9\d?|2(\.0\d?)?)\b/);
    expect(judgement.headline.tone).toBe("bad");
  });

  test.each(["two sizes", "one size measured three times", "one, two and three items", "times without any order"])(
    "[B12] too little evidence is told as such, with the measurement that would settle it: %s",
    (name) => {
      const judgement = judgeCase(findCase(name));
      expect(judgement.headline.tone).not.toBe("good");
      expect(judgement.growth.growthClass).toBeNull();
      expect(judgement.growth.advice?.text ?? "").not.toBe("");
    },
  );
});
