import { describe, expect, test } from "vitest";
import { judge } from "../../../lib/core/judgement/judge.ts";
import { selectSize } from "../../../lib/core/judgement/select-size.ts";
import { rateScenarios } from "../../../lib/core/judgement/rating.ts";
import { computeFurtherPerItemMs } from "../../../lib/core/judgement/sizes/further-time.ts";
import { toFigures, toInput } from "../support/growth-series.ts";
import { runFigures } from "../support/run-figures.ts";

describe("beside a fixed cost", () => {
  const input = toInput(
    [10, 40, 160, 640, 2_560].map((items) => toFigures(`s${items}`, items, 2_000 + items * 10, [], 0.9)),
  );
  const { growth, comparative, recommendation } = judge(input);

  test("[B13][C2] time per item is that beyond it, in every verdict", () => {
    expect(growth.fixedCost?.value).toBeCloseTo(2_000, -2);
    expect(growth.statement.text).toBe("Time growth is linear. About 2.0 s of each time is fixed, whatever the size.");
    const [, time, resources] = comparative;
    expect(time?.value).toBeCloseTo(1, 1);
    expect(resources?.value).toBeCloseTo(1, 1);
    // by total seconds it is that of whole times
    expect(resources?.totalSecondsRatio).toBeLessThan(0.2);
  });

  test("[B13][I3] no size is dear for it, and it is named once", () => {
    expect(recommendation.scenarioId).toBe("s2560");
    const texts = recommendation.reasons.map(({ text }) => text);
    expect(texts[0]).toBe(
      "s2560: a good balance of load and speed, quality .90 at 10 ms per item after 2.0 s before the first item.",
    );
    expect(texts.join()).not.toContain("cheapest");
    expect(texts.join().match(/before the first item/g)).toHaveLength(1);
  });

  test("[B13][I3] a size that hardly takes longer than it is not judged by the rest", () => {
    const fixedCost = { value: 2_000, low: 1_900, high: 2_100, source: "sizes" } as const;
    const [smallest] = rateScenarios(input, { ...growth, fixedCost });
    expect(smallest).toMatchObject({ tone: "unsure", relativeCost: null });
    expect(smallest?.cons).toEqual(["took 2.1 s, hardly more than the fixed 2.0 s, not judged"]);
  });

  test("[B13] a start-up that a scenario's own points show is excluded already", () => {
    const points = Array.from({ length: 9 }, (_, i) => ({
      itemsDone: 10 * (i + 1),
      workMs: 100 * (i + 1),
      atMs: 100 * (i + 1),
      quality: null,
    }));
    const fixedCost = { value: 500, low: 400, high: 600, source: "points" } as const;
    expect(computeFurtherPerItemMs(runFigures("a", 100, { points }), fixedCost)).toBeCloseTo(10);
    expect(computeFurtherPerItemMs(runFigures("a", 100), fixedCost)).toBeCloseTo(5);
    expect(computeFurtherPerItemMs(runFigures("a", 10), fixedCost)).toBeNull();
  });
});

describe("a time per item that falls and then rises", () => {
  const sizes: readonly (readonly [number, number])[] = [
    [50_000, 2.2],
    [100_000, 1.8],
    [200_000, 1.3],
    [400_000, 1.1],
    [800_000, 1.8],
  ];
  const input = toInput(sizes.map(([items, perItem]) => toFigures(`s${items}`, items, items * perItem)));
  const { growth, recommendation } = judge(input);

  test("[I3] the size around the lowest one is recommended, not the largest", () => {
    expect(recommendation.scenarioId).toBe("s400000");
    expect(recommendation.statement.text).toContain("the lowest time per item, which rises again beyond");
    expect(recommendation.reasons.at(-1)?.text).toContain("also meets every limit (1.8 ms per item), but takes longer");
  });

  test("[I3] differences within the noise are none", () => {
    expect(selectSize(rateScenarios(input, growth), { noise: 0.4 }, "work").chosen?.scenario.id).toBe("s800000");
  });

  test("[I3] a size that growth leaves out is neither recommended nor the yardstick, whatever the reason", () => {
    const reasons = ["outlier", "failures", "few-items"] as const;
    for (const reason of reasons) {
      const left = { scenarioId: "s400000", items: 400_000, reason, timeMs: 440_000, expectedMs: null };
      const ratings = rateScenarios(input, { ...growth, excluded: [left] });
      expect(ratings.find(({ scenario }) => scenario.id === "s400000")?.cons).toHaveLength(1);
      expect(ratings.find(({ relativeCost }) => relativeCost === 1)?.scenario.id).toBe("s200000");
    }
  });
});

describe("digits", () => {
  test("[I3] measured multiples and rates have two, and more only to differ from their limit", () => {
    const at = (perItem: number) =>
      judge(toInput([toFigures("a", 100, 1_000), toFigures("b", 1_000, 1_000 * perItem)])).recommendation;
    expect(at(27.77).reasons.at(-1)?.text).toBe("b: an item takes 2.8× the time of the cheapest.");
    expect(at(20.3).reasons.at(-1)?.text).toBe("b: an item takes 2.03× the time of the cheapest.");
    expect(at(7.77).production?.statement.text).toContain("one worker sustains 130 items/s");
  });

  test("[I3] an error of measurement adds no worker", () => {
    const slower = runFigures("b", 800, { workMs: 8_240, elapsedMs: 8_000, run: { busyMs: 8_240 } });
    expect(judge(toInput([runFigures("a", 100), slower])).recommendation.production?.concurrency).toBe(1);
  });
});

test("[I1] a headline names the classes that cannot be told apart", () => {
  const input = toInput([toFigures("a", 100, 1_000), toFigures("b", 200, 2_300), toFigures("c", 400, 3_900)]);
  const { headline, growth } = judge(input);
  expect(growth.rivals).toEqual(["n", "n log n"]);
  expect(headline.text).toBe("How time grows is unclear: n and n log n are too close to tell apart.");
});
