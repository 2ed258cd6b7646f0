import { describe, expect, test } from "vitest";
import { judge } from "../../../lib/core/judgement/judge.ts";
import { toFigures, toInput } from "../support/growth-series.ts";
import { runFigures } from "../support/run-figures.ts";

/** The figures of the seed document. */
const seed = judge(
  toInput([
    toFigures("simple", 100, 1_200, [], 0.92),
    toFigures("medium", 300, 3_500, [], 0.88),
    toFigures("complex", 800, 25_700, [], 0.84),
  ]),
);

describe("the figures of the seed document", () => {
  test("[B5][B6] grow by 0.97 and then 2.03, and n² fits best and with certainty", () => {
    const { growth } = seed;
    expect(growth.exponents.map(({ exponent }) => exponent.toFixed(2))).toEqual(["0.97", "2.03"]);
    expect(growth.fits.map((fit) => `${fit.growthClass} ${fit.normalisedError.toFixed(3)}`)).toEqual([
      "n² 0.046",
      "n³ 0.138",
      "n log n 0.261",
      "n 0.342",
      "log n 0.951",
      "1 1.090",
    ]);
    expect(growth).toMatchObject({ growthClass: "n²", noise: null, knee: { scenarioId: "medium", items: 300 } });
  });

  test("[B6] the text states the knee and the quadratic growth, and never that growth is linear as expected", () => {
    expect(seed.growth.statement).toMatchObject({
      text: "Linear up to medium (n^0.97), then quadratic (n^2.03): a knee at 300 items; n² fits best overall.",
      tone: "bad",
    });
    expect(JSON.stringify(seed)).not.toMatch(/linear \(?as expected/i);
  });

  test("[C2] miss time and resource efficiency, and meet quality", () => {
    const rows = seed.comparative.map(({ id, value, expected, verdict }) => [id, value?.toFixed(3), expected, verdict]);
    expect(rows).toEqual([
      ["quality-scaling", "0.913", 1, "pass"],
      ["time-efficiency", "0.374", 1, "fail"],
      ["resource-efficiency", "0.341", 0.8, "fail"],
    ]);
  });

  test("[C2] yield .043 by total seconds, in the JSON and among the evidence, under a name of its own", () => {
    const metric = seed.comparative.find(({ id }) => id === "resource-efficiency");
    expect(metric?.totalSecondsRatio?.toFixed(3)).toBe("0.043");
    const row = metric?.statement.rows.find(({ label }) => label === "ratio of quality ÷ total seconds");
    expect(row?.value?.toFixed(3)).toBe("0.043");
    expect(metric?.statement.text).not.toContain(".043");
  });

  test("[C3] are consistent in quality: the sample standard deviation is .040", () => {
    const [deviation] = seed.stability;
    expect(deviation).toMatchObject({ id: "quality-deviation", verdict: "pass" });
    expect(deviation?.value).toBeCloseTo(0.04, 10);
  });

  test("[C7] rank excellent, good and basic", () => {
    expect(seed.ranks.map(({ rank }) => rank)).toEqual(["excellent", "good", "basic"]);
  });

  test("[J3] run 1.18 times as fast in parallel, .39 of the possible speed-up of three", () => {
    const { efficiency } = judge(
      toInput(
        [["simple", 100, 1_200] as const, ["medium", 300, 3_500] as const, ["complex", 800, 25_700] as const].map(
          ([id, items, elapsedMs]) => runFigures(id, items, { elapsedMs, workMs: elapsedMs }),
        ),
      ),
    );
    expect(efficiency?.speedup).toBeCloseTo(1.1829, 4);
    expect(efficiency?.parallelEfficiency).toBeCloseTo(0.3943, 4);
    expect(efficiency).toMatchObject({ criticalScenarioId: "complex", criticalPathMs: 25_700, totalMs: 30_400 });
  });

  test("[J3] of a file did not run side by side as far as anyone knows: no word of speed-up", () => {
    expect(seed.efficiency).toBeNull();
    expect(JSON.stringify(seed)).not.toMatch(/speed-up|critical path|side by side|in parallel/);
  });
});
