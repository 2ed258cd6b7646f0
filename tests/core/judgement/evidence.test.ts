import { describe, expect, test } from "vitest";
import { judge } from "../../../lib/core/judgement/judge.ts";
import { explainShortfall, selectPair } from "../../../lib/core/judgement/evidence.ts";
import type { ScenarioFigures } from "../../../lib/core/judgement/input.ts";
import { toFigures, toInput } from "../support/growth-series.ts";
import { runFigures } from "../support/run-figures.ts";

const judged = (...scenarios: readonly ScenarioFigures[]) => judge(toInput(scenarios));
const pairOf = (scenarios: readonly ScenarioFigures[], clockStepMs: number | null = null) => {
  const pair = selectPair(scenarios, "time", { clockStepMs, excluded: [], holds: null });
  return typeof pair === "string" ? pair : [pair.smallest.label, pair.largest.label];
};

describe("too little is told as too little", () => {
  const tiny = [1, 2, 3].map((items) => runFigures(`s${items}`, items, { workMs: 3, elapsedMs: 3 }));

  test("[B7][I2][I3] one, two and three items make no claim, and each text says what to do", () => {
    const { headline, comparative, stability, patterns, recommendation, ranks } = judged(...tiny);
    expect(headline.text).toContain("There are too few items to compare quality");
    expect(headline.tone).not.toBe("good");
    for (const { verdict, statement } of [...comparative, ...stability]) {
      expect(verdict).toBe("unknown");
      expect(statement.text).toContain("run at least 10");
    }
    expect(patterns).toEqual([]);
    expect(recommendation).toMatchObject({ scenarioId: null, production: null });
    expect(recommendation.statement.text).toBe(
      "No size can be recommended: too few items: run at least 10 in each of two sizes, 2× apart.",
    );
    expect(recommendation.reasons[0]).toMatchObject({
      text: "s1: only 1 item, too few to judge (at least 10).",
      tone: "unsure",
    });
    expect(ranks.map(({ rank }) => rank)).toEqual([null, null, null]);
  });

  test("[B7][I3] sizes less than 2× apart say nothing about size", () => {
    const close = [100, 150, 190].map((items) => runFigures(`s${items}`, items));
    expect(pairOf(close)).toBe("spread");
    const { comparative, recommendation } = judged(...close);
    expect(comparative.map(({ verdict }) => verdict)).toEqual(["unknown", "unknown", "unknown"]);
    expect(recommendation.statement.text).toContain("the largest must be at least 2× the smallest");
  });

  test("[B7][I3] nor do times too short for their clock", () => {
    const short = [100, 300].map((items) => runFigures(`s${items}`, items, { workMs: items / 50 }));
    expect(pairOf(short)).toBe("time");
    expect(judged(...short).recommendation.statement.text).toContain("each size must take at least 10 ms");
    const coarse = [toFigures("a", 100, 32), toFigures("b", 200, 64), toFigures("c", 400, 128)];
    expect(pairOf(coarse)).toEqual(["a", "c"]);
    expect(pairOf(coarse, 16)).toBe("time");
    expect(
      explainShortfall("time", coarse, {
        clockStepMs: 16,
        excluded: [],
        holds: null,
      }),
    ).toContain("each size must take at least 160 ms");
    expect(pairOf(coarse, 6)).toEqual(["b", "c"]);
  });

  test("[B7] a size with too little is no yardstick: the next one with enough is", () => {
    const [few, ...enough] = [runFigures("s3", 3), runFigures("s30", 30), runFigures("s90", 90)];
    expect(pairOf([few, ...enough])).toEqual(["s30", "s90"]);
    const costly = judged({ ...few, workMs: 3 }, ...enough).recommendation;
    expect(costly.scenarioId).toBe("s90");
  });

  test("[B7][M9] the smallest default sizes of the bundled skills are enough", () => {
    const sizes = [10, 30, 80].map((items) => runFigures(`s${items}`, items, { workMs: items * 1_000 }));
    const { comparative, recommendation } = judged(...sizes);
    expect(comparative.map(({ verdict }) => verdict)).toEqual(["pass", "pass", "pass"]);
    expect(recommendation.scenarioId).toBe("s80");
  });

  test("[B7] times without items' results need no number of items: their size may be a number of threads", () => {
    expect(pairOf([toFigures("one", 1, 700), toFigures("four", 4, 2_800)])).toEqual(["one", "four"]);
  });
});

describe("figures are readable", () => {
  test("[C2] a ratio out of all proportion is told in words", () => {
    const [metric] = judged(toFigures("a", 10, 2_594_338_650), toFigures("b", 100, 100)).comparative.slice(1);
    expect(metric?.statement.text).toBe(
      "Time per item stays within limits from a to b: ratio more than 1,000, must be above .5.",
    );
    const { reasons } = judged(toFigures("a", 10, 1), toFigures("b", 100, 2_594_338)).recommendation;
    expect(reasons.at(-1)?.text).toBe("b: an item takes more than 1,000× the time of the cheapest.");
  });
});

describe("resource efficiency", () => {
  const valueOf = (...scenarios: readonly ScenarioFigures[]) => judged(...scenarios).comparative[2];

  test("[C2] a linear skill scores 1 at any size, and by total seconds the share of the sizes", () => {
    const metric = valueOf(runFigures("simple", 100), runFigures("complex", 800));
    expect(metric).toMatchObject({ value: 1, verdict: "pass", totalSecondsRatio: 0.125 });
  });

  test("[C2] it is quality × pace: either one lowers it", () => {
    const slower = runFigures("complex", 800, { workMs: 16_000, quality: 0.76 });
    expect(valueOf(runFigures("simple", 100), slower)?.value).toBeCloseTo(0.4);
    expect(valueOf(runFigures("simple", 100), runFigures("complex", 800, { itemsFailed: 80 }))?.value).toBeCloseTo(0.9);
  });
});
