import { describe, expect, test } from "vitest";
import { judge } from "../../../lib/core/judgement/judge.ts";
import { timeClauses } from "../../../lib/core/judgement/text/closing-sentence.ts";
import { worstTone } from "../../../lib/core/judgement/worst-tone.ts";
import { toInput } from "../support/growth-series.ts";
import { runFigures } from "../support/run-figures.ts";

type Table = readonly (readonly [items: number, ms: number])[];

function headlineOf(table: Table) {
  const scenarios = table.map(([items, ms]) =>
    runFigures(`s${items}`, items, { workMs: ms, elapsedMs: ms, quality: 0.95 }),
  );
  return judge(toInput(scenarios)).headline;
}

/** Like n², with too much scatter for a class. */
const UNCLEAR: Table = [
  [300, 6_200],
  [600, 8_000],
  [900, 17_000],
];
const beside = (fixedMs: number): Table =>
  [100, 200, 400, 800, 1_600, 3_200].map((items) => [items, fixedMs + 5 * items]);

describe("the tone of the closing sentence", () => {
  test("[I1] is that of its worst part: bad, then unsure, then neutral, then good", () => {
    expect(worstTone(["good", "neutral", "unsure", "bad"])).toBe("bad");
    expect(worstTone(["good", "unsure", "neutral"])).toBe("unsure");
    expect(worstTone(["good", "neutral"])).toBe("neutral");
    expect(worstTone(["good", "good"])).toBe("good");
  });

  test("[I1] [B7] an unsure growth makes it unsure, although quality holds; a bad quality makes it bad", () => {
    const { text, tone } = headlineOf(UNCLEAR);
    expect(text).toMatch(/^Quality holds at \.95, but how time grows is unclear: [^;]+\.$/);
    expect(tone).toBe("unsure");
    const dropping = UNCLEAR.map(([items, ms], i) =>
      runFigures(`s${items}`, items, { workMs: ms, elapsedMs: ms, quality: 0.95 - 0.2 * i }),
    );
    expect(judge(toInput(dropping)).headline.tone).toBe("bad");
  });
});

describe("what the closing sentence says of time", () => {
  test("[B7] an unclear growth is named with its range as far as that says something", () => {
    const { unclear } = timeClauses;
    expect(unclear({ value: 1.1, low: 1, high: 1.3 }).text).toBe("how time grows is unclear: about n^1.1 (1.0 to 1.3)");
    expect(unclear({ value: 0.9, low: 0.1, high: 2.4 }).text).toBe(
      "how time grows is unclear: anything from n^0.1 to n^2.4 fits",
    );
    expect(unclear({ value: 5, low: 0.2, high: 10.4 }).text).toBe(
      "how time grows is unclear: the sizes measured fit almost any growth",
    );
  });

  test("[B13] a fixed cost that matters is said, one that does not is not", () => {
    expect(headlineOf(beside(2_000)).text).toBe("Quality holds at .95, and time grows linearly after a fixed 2.0 s.");
    expect(headlineOf(beside(0)).text).toBe("Quality holds at .95, and time grows linearly.");
  });

  test("[B12] an outlier at the largest size is contrasted once", () => {
    const table: Table = [
      [20, 1_300],
      [80, 5_100],
      [320, 20_000],
      [1_280, 80_000],
      [5_120, 821_000],
    ];
    const { text, tone } = headlineOf(table);
    expect(text).toMatch(
      /^Quality holds at \.95, and time grows linearly, but s5120 takes 2\.\d+× what that predicts\.$/,
    );
    expect(tone).toBe("bad");
  });
});
