import { describe, expect, test } from "vitest";
import type { RunState } from "../../../lib/core/run/state.ts";
import type { RunResults } from "../../../lib/core/run/results.ts";
import type { Box } from "../../../lib/view/charts/place-labels.ts";
import { selectResultAdvice } from "../../../lib/view/room/result-advice.ts";
import { selectResultChart } from "../../../lib/view/room/result-chart.ts";
import { selectResultFigures } from "../../../lib/view/room/result-figures.ts";
import { layoutResult, type ResultFrame } from "../../../lib/view/room/result-layout.ts";
import {
  RESULT_PAGES,
  selectPoints,
  selectQualityRows,
  selectResultPages,
} from "../../../lib/view/room/result-pages.ts";
import { hasGrowth, selectReached } from "../../../lib/view/room/result-reach.ts";
import { buildSampleGrowth, SAMPLE_GROWTHS } from "../../support/sample-growth.ts";
import { buildSampleEnding, type SampleEnding } from "../../support/sample-results.ts";

type Ended = RunState & { readonly results: RunResults };

function endRun(ending: SampleEnding, scenarios: number): Ended {
  const state = buildSampleEnding(ending, scenarios);
  if (state.results === null) throw new Error("The sample run has no results");
  return { ...state, results: state.results };
}

const RUNS: readonly (readonly [string, Ended])[] = [
  ...SAMPLE_GROWTHS.map((name) => [name, buildSampleGrowth(name)] as const),
  ...(["complete", "partial", "failed"] as const).flatMap((ending) =>
    [1, 2, 3, 6].map((scenarios) => [`${ending} ${scenarios}`, endRun(ending, scenarios)] as const),
  ),
];

/** Names as long as a spec allows. */
const LONG_NAMES = RUNS.map(([name, run]): readonly [string, Ended] => {
  const scenarios = run.spec.scenarios.map((each, i) => ({ ...each, label: `enormous workload ${i}0` }));
  return [`${name}, long names`, { ...run, spec: { ...run.spec, scenarios } }];
});

/** The chart on a projector, at 4:3, on a phone upright (large and small) and on its side. */
const FRAMES: readonly ResultFrame[] = [
  { width: 1_050, height: 600, font: 27 },
  { width: 700, height: 580, font: 27 },
  { width: 900, height: 960, font: 37 },
  { width: 900, height: 700, font: 37 },
  { width: 1_250, height: 600, font: 35 },
];

const touches = (one: Box, other: Box): boolean =>
  one.x < other.x + other.width - 0.01 &&
  other.x < one.x + one.width - 0.01 &&
  one.y < other.y + other.height - 0.01 &&
  other.y < one.y + one.height - 0.01;

describe("[G19] the drawing of the result", () => {
  test.each([...RUNS, ...LONG_NAMES].filter(([, { results }]) => hasGrowth(results)))(
    "%s: texts are inside, apart, and every size has its name",
    (_, { results, spec }) => {
      const largest = Math.max(...spec.scenarios.map(({ items }) => items));
      for (const frame of FRAMES)
        for (const asked of [null, largest * 10, Math.ceil(largest / 2), largest * 5_000]) {
          const chart = selectResultChart(results, spec, asked);
          const layout = layoutResult(chart, frame);
          const { boxes } = layout;
          for (const [i, box] of boxes.entries()) {
            expect(box.x).toBeGreaterThanOrEqual(0);
            expect(box.y).toBeGreaterThanOrEqual(-1);
            expect(box.x + box.width).toBeLessThanOrEqual(frame.width + 1);
            expect(box.y + box.height).toBeLessThanOrEqual(frame.height + 1);
            expect(boxes.slice(i + 1).filter((other) => touches(box, other))).toEqual([]);
          }
          const unnamed = [...layout.points, ...layout.excluded].filter(({ label }) => label === "");
          expect(unnamed.map(({ id }) => id)).toEqual([]);
        }
    },
  );

  test("a size beyond the axis extends it; the curve leads to its ring", () => {
    const { results, spec } = buildSampleGrowth("linear");
    const [plain, asked] = [null, 20_000].map((items) => selectResultChart(results, spec, items));
    expect(plain?.xDomain[1]).toBeLessThan(20_000);
    expect(asked?.xDomain[1]).toBeGreaterThan(20_000);
    const near = asked?.forecast.toSorted((a, b) => Math.abs(a.items - 20_000) - Math.abs(b.items - 20_000))[0];
    expect((near?.ms ?? 0) / (asked?.asked?.ms ?? 1)).toBeCloseTo((near?.items ?? 0) / 20_000, 1);
  });

  test("an unclear growth is not continued, and a knee goes through its points", () => {
    const unclear = buildSampleGrowth("unclear");
    expect(selectResultChart(unclear.results, unclear.spec, null).forecast).toEqual([]);
    const knee = buildSampleGrowth("knee");
    const { measuredCurve, points } = selectResultChart(knee.results, knee.spec, null);
    expect(measuredCurve[0]?.ms).toBeCloseTo(points[0]?.ms ?? 0);
  });
});

describe("[G19] figures of the result", () => {
  const say = ({ results, spec }: Ended) =>
    selectResultFigures(results, spec).map(({ value, power, to, toPower, note }) =>
      [
        `${value}${power === null ? "" : `^${power}`}`,
        to === null ? "" : ` → ${to}${toPower === null ? "" : `^${toPower}`}`,
        ` (${note})`,
      ]
        .join("")
        .replaceAll("\u00a0", " "),
    );

  test.each([
    ["linear", "48 → 50 ms (a mail, from simple to complex)", "n^1.0 (growth: linear, sure (1 % error))"],
    ["fixed", "5 ms (a mail, at every size)", "n^1.0 (growth: linear, after a fixed 2.0 s)"],
    ["falling", "40 → 12 s (from 10 to 80 threads)", "3.3× (as fast, of 4× ideal; more gain nothing)"],
    ["power", "48 → 192 ms (a mail, from simple to scale-5)", "n^1.5 (twice the mails: 2.8–2.9 times as long)"],
    ["exponential", "100 ms → 5.9 s (a mail, from simple to scale-4)", "×1.5 (growth with every further mail)"],
    ["knee", "12 → 32 ms (a mail, from simple to complex)", "n^1.0 → n^2.0 (growth, before and after 900 mails)"],
    ["unclear", "21 → 19 ms (a mail, from simple to complex)", "? (growth unclear: 1.1–5.3× for twice the mails)"],
    ["holds", "400 → 926 ms (a mail, from simple to scale-6)", "n^1.0 (growth: linear 16–1,024 mails)"],
  ] as const)("of %s growth", (name, time, growth) => {
    const [first, quality, last] = say(buildSampleGrowth(name));
    // of "holds" not every size counts
    const note = name === "holds" ? "quality of 4 of 6 sizes, target .85" : "quality, target .85";
    expect([first, quality, last]).toEqual([time, `.93 (${note})`, growth]);
  });

  test("agree with the judgement, and are at most three", () => {
    for (const [, { results, spec }] of RUNS) {
      const figures = selectResultFigures(results, spec);
      expect(figures.length).toBeLessThanOrEqual(3);
      const isMissed = results.judgement.ranks.some(({ meetsTarget }) => meetsTarget === false);
      const quality = figures.find(({ id }) => id === "quality");
      expect(quality === undefined || (quality.tone === "bad") === isMissed).toBe(true);
    }
  });
});

test("[I3] the recommendation in a line names the judgement's own size, or why there is none", () => {
  for (const [, { results, spec }] of RUNS) {
    const { scenarioId, statement } = results.judgement.recommendation;
    const { label, after } = selectResultAdvice(results, spec);
    expect(label).toBe(spec.scenarios.find(({ id }) => id === scenarioId)?.label ?? "");
    expect(after === statement.text).toBe(scenarioId === null);
  }
});

describe("[G19] where there is no growth to show", () => {
  test("the picture is how far each got", () => {
    const failed = endRun("failed", 3);
    expect(hasGrowth(failed.results)).toBe(false);
    const reached = selectReached(failed, failed.results);
    // of failed scenarios only what is right counts, as everywhere
    expect(reached.map(({ share }) => Number(share.toFixed(2)))).toEqual([0.26, 0.37, 0.46]);
    expect(reached.map(({ word }) => word)).toEqual(["failed", "failed", "failed"]);
    const fault = buildSampleGrowth("fault");
    expect(selectReached(fault, fault.results).map(({ word }) => word)).toEqual([
      "",
      "fault injected",
      "fault injected",
    ]);
  });
});

describe("[G19] pages of the result", () => {
  test("the picture is first, and a page with nothing to say is left out", () => {
    const { results } = buildSampleGrowth("linear");
    expect(selectResultPages(results)).toEqual(RESULT_PAGES);
    const { judgement } = results;
    const ranks = judgement.ranks.map((rank) => ({ ...rank, quality: null }));
    expect(selectResultPages({ ...results, judgement: { ...judgement, ranks } })).not.toContain("quality");
    expect(selectResultPages(endRun("complete", 1).results)).not.toContain("growth");
  });

  test("quality has a row a scenario, with the figures of the judgement", () => {
    for (const [, { results, spec }] of RUNS) {
      const { judgement } = results;
      const known = judgement.ranks.filter(({ quality }) => quality !== null);
      expect(selectQualityRows(results, spec).map(({ id }) => id)).toEqual(known.map(({ scenarioId }) => scenarioId));
      expect(selectPoints(judgement, spec).length).toBeLessThanOrEqual(6);
    }
  });
});
