import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { renderRunReport } from "../../lib/cli/report/print-run.ts";
import { layoutReport } from "../../lib/cli/report/layout.ts";
import { toPlainText } from "../../lib/cli/report/spans.ts";
import { computeResults } from "../../lib/core/judgement/compute-results.ts";
import { foldRun } from "../../lib/core/reduce/reduce.ts";
import type { RunState } from "../../lib/core/run/state.ts";
import { selectReport } from "../../lib/view/report/report.ts";
import { buildSampleRun, type SampleOptions } from "../support/sample-run.ts";
import { judged, measure, say, withGrowth, type Judged } from "../support/report-judgements.ts";

type Print = { readonly columns?: number; readonly notes?: readonly string[]; readonly withCost?: boolean };

function print({ judgement, input }: Judged, { columns = 80, notes = [], withCost = false }: Print = {}): string {
  const report = selectReport(judgement, input, { withCost, notes });
  return layoutReport(report, columns).map(toPlainText).join("\n");
}

/** The part of a printed report under one heading. */
function sectionOf(printed: string, title: string): string {
  const sections = printed
    .split("\n\n")
    .join("\n§")
    .split(/\n§(?=\S)/);
  return (sections.find((section) => section.startsWith(`${title}\n`)) ?? "").replaceAll("§", "\n");
}

const SEED = measure([
  [100, 1_200, 0.92],
  [300, 3_500, 0.88],
  [800, 25_700, 0.84],
]);
const LINEAR = measure([
  [100, 1_000, 0.93],
  [300, 3_000, 0.92],
  [800, 8_000, 0.93],
]);

describe("a whole report", () => {
  test("[I1][B6] the seed's figures: a knee, with the size to use", () => {
    expect(print(judged(SEED))).toMatchInlineSnapshot(`
      "Quality drops slightly, within limits (.92 to .84), but time growth becomes
      quadratic beyond 300 items.

      Growth
        Linear up to s2 (n^0.97), then quadratic (n^2.03): a knee at 300 items; n²
        fits best overall.

        Size  Items   Time  Per item   Power
        s1      100  1.2 s     12 ms
        s2      300  3.5 s     12 ms  n^0.97
        s3      800   26 s     32 ms  n^2.03

        → Measure more sizes on both sides of 300 items: with three sizes a knee rests
          on one reading on each side.

      Quality and limits
        · Quality by size: s1 .92, s2 .88, s3 .84.
        ✓ Quality stays within limits from s1 to s3: ratio .913, must be above .8.
        ✗ Time per item grows too much from s1 to s3: ratio .374, must be above .5.
        ✗ Quality-weighted throughput drops too much from s1 to s3: ratio .341, must
          be above .5.
        ✓ Quality is steady across scales: standard deviation .040, must be below .05.
        ? Not measured: failures.

      Recommendation
        Use s2 (300 items): the largest size that meets every limit; errors unknown,
        not weighed.
        ✓ s2: a good balance of load and speed, quality .88 at 12 ms per item.
        · s1: also meets every limit (quality .92 at 12 ms per item), but too small to
          reveal scaling problems.
        ✗ s3: an item takes 2.8× the time of the cheapest.
        In production: batches of 300, about 3.5 s each; one worker sustains 86
        items/s."
    `);
  });

  test("[I1][B5] linear growth with quality", () => {
    expect(print(judged(LINEAR))).toMatchInlineSnapshot(`
      "Quality holds at .93, and time grows linearly.

      Growth
        Time growth is linear (exponents 1.00, 1.00).

        Size  Items   Time  Per item   Power
        s1      100  1.0 s     10 ms
        s2      300  3.0 s     10 ms  n^1.00
        s3      800  8.0 s     10 ms  n^1.00

      Quality and limits
        · Quality by size: s1 .93, s2 .92, s3 .93.
        ✓ Quality stays within limits from s1 to s3: ratio 1.000, must be above .8.
        ✓ Time per item stays within limits from s1 to s3: ratio 1.000, must be above
          .5.
        ✓ Quality-weighted throughput stays within limits from s1 to s3: ratio 1.000,
          must be above .5.
        ✓ Quality is steady across scales: standard deviation .006, must be below .05.
        ? Not measured: failures.

      Recommendation
        Use s3 (800 items): the largest size measured; it meets its limits for quality
        and time per item; errors unknown, not weighed.
        ✓ s3: a good balance of load and speed, quality .93 at 10 ms per item.
        · s1: also meets every limit (quality .93 at 10 ms per item), but too small to
          reveal scaling problems.
        · s2: also meets every limit (quality .92 at 10 ms per item), but too small to
          reveal scaling problems.
        In production: batches of 800, about 8.0 s each; one worker sustains 100
        items/s."
    `);
  });

  test("[I1][B7] a single size: too little for anything", () => {
    expect(print(judged(measure([[3, 40]])))).toMatchInlineSnapshot(`
      "How time grows is unknown.

      Growth
        Not enough evidence: growth takes at least two sizes that can be judged.

        Size  Items   Time  Per item
        s1        3  40 ms     13 ms

        → Measure at least five sizes, each at least twice the one before.

      Quality and limits
        ? Not judged for lack of figures: time efficiency.
        ? Not measured: quality and failures.

      Recommendation
        No size can be recommended: there is no other size to compare with.
        · s1: 13 ms per item."
    `);
  });

  test("[I1][D10] items that failed and items that are missing", () => {
    const { scenarios, ...rest } = measure([
      [100, 1_000, 0.93],
      [300, 3_000, 0.92],
      [800, 8_000, 0.93],
    ]);
    const figures = scenarios.map((each, at) =>
      at === 1 ? { ...each, itemsFailed: 12 } : at === 2 ? { ...each, itemsDone: 600, itemsFailed: 0 } : each,
    );
    expect(print(judged({ ...rest, scenarios: figures }))).toMatchInlineSnapshot(`
      "Quality holds at .93, but how time grows is unclear: n and n log n are too close
      to tell apart; partial results.
      ? Partial results: s3 has 600 of 800 items. Figures cover completed items only.

      Growth
        Not enough evidence for a growth class: n and n log n are too close to tell
        apart (exponents 1.04, 1.25).

        Size  Items  Failed    Time  Per item   Power
        s1      100           1.0 s     10 ms
        s2      300     4 %   3.0 s     10 ms  n^1.04
        s3      800     0 %  ≈ 11 s     13 ms  n^1.25

        ? The time of s3 is projected from the completed items to all of them.
        → Measure at least five sizes, each at least twice the one before.

      Quality and limits
        · Quality by size: s1 .93, s2 .92, s3 .93.
        ✓ Quality stays within limits from s1 to s3: ratio 1.000, must be above .8.
          Completed items of s3 only.
        ✓ Time per item stays within limits from s1 to s3: ratio .750, must be above
          .5. Completed items of s3 only.
        ✓ Quality-weighted throughput stays within limits from s1 to s3: ratio .750,
          must be above .5. Completed items of s3 only.
        ✓ Quality is steady across scales: standard deviation .006, must be below .05.
        ✓ Error rates stay within tolerance at every scale: at most 4 %.

      Recommendation
        Use s2 (300 items): the largest size that meets every limit.
        ✓ s2: a good balance of load and speed, quality .92 at 10 ms per item.
        · s1: also meets every limit (quality .93 at 10 ms per item), but too small to
          reveal scaling problems.
        ✗ s3: finished 600 of 800.
        In production: batches of 300, about 3.1 s each; one worker sustains 96
        items/s."
    `);
  });
});

describe("the growth section says what the judgement found", () => {
  test("[B12] falling times show the gain and how much of the ideal it is", () => {
    const input = {
      ...measure([
        [1, 700],
        [4, 330],
        [16, 400],
      ]),
      unit: { one: "thread", many: "threads" },
    };
    const growth = {
      kind: "falling",
      growthClass: null,
      exponents: [],
      falling: { fromItems: 1, bestItems: 4, bestScenarioId: "s2", speedup: 700 / 330, stops: true },
      statement: say("Time falls by 2.12× from 1 to 4 threads; more threads gain nothing."),
    } as const;
    const printed = print(withGrowth(input, growth, say("Time falls up to 4 threads.")));
    expect(sectionOf(printed, "Growth")).toMatchInlineSnapshot(`
      "Growth
        Time falls by 2.12× from 1 to 4 threads; more threads gain nothing.

        Size  Threads    Time  Speed-up  Of ideal
        s1          1  700 ms     1.00×     100 %
        s2          4  330 ms     2.12×      53 %
        s3         16  400 ms     1.75×      11 %"
    `);
  });

  test("[B12] a power with its interval, and the measurement that would settle the class", () => {
    const input = measure([
      [1, 100],
      [8, 200],
      [64, 400],
      [512, 800],
    ]);
    const growth = {
      kind: "power",
      growthClass: null,
      power: { value: 0.333, low: 0.31, high: 0.36 },
      noise: 0.034,
      statement: say("Time grows like n^0.33, between n^0.31 and n^0.36.", "good"),
      advice: say("To settle the class, measure 4,096 items, and each size three times.", "unsure"),
    } as const;
    const printed = print(withGrowth(input, growth, say("Time grows like n^0.33.", "good")));
    expect(sectionOf(printed, "Growth")).toMatchInlineSnapshot(`
      "Growth
        Time grows like n^0.33, between n^0.31 and n^0.36.

        Size  Items    Time  Per item   Power
        s1        1  100 ms    100 ms
        s2        8  200 ms     25 ms  n^0.33
        s3       64  400 ms    6.3 ms  n^0.33
        s4      512  800 ms    1.6 ms  n^0.33

        · Noise: a time is known to about ±3 %.
        → To settle the class, measure 4,096 items, and each size three times."
    `);
  });

  test("[B12] exponential growth", () => {
    const input = measure([
      [6, 5],
      [8, 18],
      [10, 70],
      [12, 280],
      [14, 1_130],
    ]);
    const growth = {
      kind: "exponential",
      growthClass: null,
      knee: null,
      exponential: { value: 1.97, low: 1.95, high: 2 },
      statement: say("Time is exponential: each further item multiplies it by 1.97.", "bad"),
    } as const;
    const printed = print(withGrowth(input, growth, say("Time doubles with each item.", "bad")));
    expect(sectionOf(printed, "Growth")).toMatchInlineSnapshot(`
      "Growth
        Time is exponential: each further item multiplies it by 1.97.

        Size  Items    Time  × per item   Power
        s1        6    5 ms
        s2        8   18 ms        1.90  n^4.45
        s3       10   70 ms        1.97  n^6.09
        s4       12  280 ms        2.00  n^7.60
        s5       14   1.1 s        2.01  n^9.05"
    `);
  });

  test("[B13] fixed cost and the step of the clock, beside the power of a certain class", () => {
    const input = measure([
      [100, 2_010],
      [400, 2_040],
      [1_600, 2_160],
    ]);
    const growth = {
      kind: "class",
      growthClass: "n",
      knee: null,
      power: { value: 1.01, low: 0.97, high: 1.05 },
      fixedCost: { value: 2_000, low: 1_990, high: 2_005, source: "sizes" },
      clockStepMs: 10,
      statement: say("Time growth is linear beside a fixed cost.", "good"),
    } as const;
    const printed = print(withGrowth(input, growth, say("Time grows linearly.", "good")));
    expect(sectionOf(printed, "Growth")).toMatchInlineSnapshot(`
      "Growth
        Time growth is linear beside a fixed cost.

        Size  Items   Time  Growing  Per item
        s1      100  2.0 s    10 ms    0.1 ms
        s2      400  2.0 s    40 ms    0.1 ms
        s3    1,600  2.2 s   160 ms    0.1 ms

        · “Growing” and “Per item” exclude the fixed cost: 2.0 s.
        · Clock: the times come in steps of 10 ms."
    `);
  });

  test("[B9][B12] sizes that do not count are marked in the table and named with the reason", () => {
    const input = measure([
      [100, 1],
      [200, 2],
      [400, 4],
      [800, 8],
      [1_600, 16],
      [3_200, 9_000],
    ]);
    const all = withGrowth(input, {}, say("")).judgement.growth;
    const growth = {
      kind: "class",
      growthClass: "n",
      times: all.times.slice(0, -1),
      exponents: all.exponents.slice(0, -1),
      excluded: [{ scenarioId: "s6", items: 3_200, reason: "outlier", timeMs: 9_000, expectedMs: 32 }],
      statement: say("Time growth is linear.", "good"),
    } as const;
    const printed = print(withGrowth(input, growth, say("Time grows linearly, but for one outlier.")));
    expect(sectionOf(printed, "Growth")).toMatchInlineSnapshot(`
      "Growth
        Time growth is linear.

        Size  Items   Time  Per item   Power
        s1      100   1 ms     10 µs
        s2      200   2 ms     10 µs  n^1.00
        s3      400   4 ms     10 µs  n^1.00
        s4      800   8 ms     10 µs  n^1.00
        s5    1,600  16 ms     10 µs  n^1.00
        s6    3,200  9.0 s                    × outlier

        ? Not counted, an outlier: s6 (3,200 items) took 9.0 s; the other sizes
          predict 32 ms."
    `);
  });

  test("[B9] an outlier that the statement names is not named again", () => {
    const input = measure([
      [100, 1],
      [200, 2],
      [400, 400],
    ]);
    const excluded = [{ scenarioId: "s3", items: 400, reason: "outlier", timeMs: 400, expectedMs: 4 }] as const;
    const statement = say("Time growth is linear. Left out as an outlier: s3 (400 items).");
    const { times } = withGrowth(input, {}, say("")).judgement.growth;
    const growth = { times: times.slice(0, -1), excluded, statement };
    const printed = print(withGrowth(input, growth, say("Time grows linearly.")));
    expect(printed.match(/s3 \(400 items\)/g)).toHaveLength(1);
    expect(printed).toContain("× outlier");
  });

  test.each([
    ["failures", "failures", "Not counted: s3 (800 items), where 88 % of the items failed."],
    ["fault", "fault injected", "Not counted: s3 (800 items), into which a fault was injected."],
    ["few-items", "too few items", "Not counted: s3 (800 items), which finished too few items."],
  ] as const)("[D10] a size left out for %s", (reason, word, sentence) => {
    const { times } = judged(LINEAR).judgement.growth;
    const excluded = [{ scenarioId: "s3", items: 800, reason, timeMs: null, expectedMs: null }] as const;
    const scenarios = LINEAR.scenarios.map((each, at) => (at === 2 ? { ...each, itemsFailed: 700 } : each));
    const input = { ...LINEAR, scenarios };
    const growth = { times: times.slice(0, 2), excluded, statement: say("Two sizes count.") };
    const printed = print(withGrowth(input, growth, say("Two sizes count.")));
    expect(printed).toMatch(new RegExp(`s3 +800 .*× ${word}$`, "m"));
    expect(printed).toContain(sentence);
  });

  test("[D10][I1] a size left out is explained once, and its time is the measured one", () => {
    const { scenarios, ...rest } = measure([
      [50, 500, 0.9],
      [200, 2_000, 0.91],
      [800, 2_100, 0.95],
    ]);
    const input = { ...rest, scenarios: scenarios.map((each, at) => ({ ...each, itemsFailed: at === 2 ? 700 : 0 })) };
    const printed = print(judged(input)).replaceAll(/\n +/g, " ");
    expect(printed.match(/88 % failed/g)).toHaveLength(1);
    expect(printed.match(/Without s3/g)).toHaveLength(1);
    expect(printed).toMatch(/s3 +800 +88 % +2\.1 s +× failures/);
    expect(printed).toContain("s3: left out, too many failures.");
  });

  test("[B12] sizes that are workers have gains, slower ones and outliers too, and no time per worker", () => {
    const input = {
      ...measure([
        [1, 100_000],
        [2, 52_000],
        [4, 30_000],
        [8, 21_000],
        [16, 63_000],
      ]),
      unit: { one: "thread", many: "threads" },
    };
    const section = sectionOf(print(judged(input)), "Growth");
    expect(section).toMatch(/s1 +1 +1 min 40 s +1\.00× +100 %/);
    expect(section).toMatch(/s5 +16 +1 min 03 s +1\.59× +10 %/);
    expect(section).not.toContain("Per thread");
  });

  test("[B12] sizes that are load have times and powers alone; a size that is its own name stands once", () => {
    const input = {
      ...measure([
        [10, 13],
        [50, 14],
        [200, 62],
      ]),
      unit: { one: "VU", many: "VUs" },
    };
    const scenarios = input.scenarios.map((each) => ({ ...each, label: String(each.items) }));
    const printed = print(judged({ ...input, scenarios }));
    expect(sectionOf(printed, "Growth")).toMatch(/^ {2}VUs +Time +Power$/m);
    expect(printed).not.toMatch(/Per VU|[Pp]er item|time efficiency/);
  });

  test("[D10] the quality of a size that is left out is not listed", () => {
    const scenarios = LINEAR.scenarios.map((each, at) => ({ ...each, itemsFailed: at === 2 ? 700 : 0 }));
    expect(print(judged({ ...LINEAR, scenarios }))).toContain("Quality by size: s1 .93, s2 .92.\n");
  });

  test("[B7] repeated measurements are counted", () => {
    const { scenarios, ...rest } = LINEAR;
    const input = { ...rest, scenarios: scenarios.map((each) => ({ ...each, repeatsMs: [990, 1_000, 1_020] })) };
    expect(sectionOf(print(judged(input)), "Growth")).toMatch(/Runs[^]*s1 +100 +3 +1\.0 s/);
  });
});

describe("every report can be read", () => {
  test("[I1] notes and cost come last, and only where there are any", () => {
    const printed = print(judged(LINEAR), { notes: ["times are read as milliseconds"], withCost: true });
    expect(printed).toMatch(/\nCost\n {2}8\.0 s of compute|\nCost\n {2}\S/);
    expect(printed).toMatch(/How the figures were read\n {2}· Times are read as milliseconds$/);
    expect(print(judged(LINEAR))).not.toMatch(/\nCost\n|How the figures/);
  });

  test("[I1][C2] no figure has more digits than can be read", () => {
    const printed = print(
      judged(
        measure([
          [1, 0.000_02, 0.9],
          [1_000, 13, 0.9],
          [1e9, 2_000, 0.9],
        ]),
      ),
    );
    expect(printed).not.toMatch(/\d{5}|e-\d/);
    expect(printed).toMatch(/s1 +1 +20 ns +20 ns/);
  });

  test("[N1] control characters of a name are escaped within their line", () => {
    const [first, ...others] = LINEAR.scenarios;
    if (first === undefined) throw new Error("There is a first size");
    const hostile = { ...first, label: "\u001b[31mred\r\nfaked\u202e" };
    const printed = print(judged({ ...LINEAR, scenarios: [hostile, ...others] }), { notes: ["read \u0007"] });
    expect(printed).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
    expect(printed).toContain("\\u001b[31mred");
    expect(printed).toContain("Read \\u0007");
  });

  test("[N1] a narrow terminal gets the sizes as sentences", () => {
    expect(sectionOf(print(judged(SEED), { columns: 32 }), "Growth")).toMatchInlineSnapshot(`
      "Growth
        Linear up to s2 (n^0.97), then
        quadratic (n^2.03): a knee at
        300 items; n² fits best
        overall.

        s1: Items 100, Time 1.2 s, Per
        item 12 ms
        s2: Items 300, Time 3.5 s, Per
        item 12 ms, Power n^0.97
        s3: Items 800, Time 26 s, Per
        item 32 ms, Power n^2.03

        → Measure more sizes on both
          sides of 300 items: with
          three sizes a knee rests on
          one reading on each side."
    `);
  });

  test("[N1] no line is wider than the terminal, whatever the names, sizes and times", () => {
    const size = fc.record({
      label: fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }),
      items: fc.integer({ min: 1, max: 1e12 }),
      ms: fc.double({ min: 1e-6, max: 1e12, noNaN: true }),
      quality: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    });
    fc.assert(
      fc.property(
        fc.array(size, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 24, max: 160 }),
        (sizes, columns) => {
          const input = measure(sizes.map(({ items, ms, quality }) => [items, ms, quality]));
          const scenarios = input.scenarios.map((each, at) => ({ ...each, label: sizes[at]?.label ?? "" }));
          const printed = print(judged({ ...input, scenarios }), { columns });
          const wide = printed.split("\n").filter((line) => stringWidth(line) > columns);
          expect(wide).toEqual([]);
        },
      ),
      { numRuns: 200, seed: 9 },
    );
  });
});

describe("the end of a run", () => {
  function foldSample(options: SampleOptions): RunState {
    const state = foldRun(buildSampleRun(options));
    if (state === null) throw new Error("The sample run has no state");
    return state;
  }
  const render = (state: RunState) => renderRunReport(state, 500).map(toPlainText).join("\n");

  test("[I1][B4] prints what the stored judgement says, and no reading of its own", () => {
    const state = foldSample({});
    const printed = render(state).replaceAll(/\n +/g, " ");
    const { judgement, timePerItemRatio } = state.results ?? computeResults(state);
    const { headline, growth, recommendation, cost } = judgement;
    for (const { text } of [headline, growth.statement, recommendation.statement, cost.statement])
      expect(printed).toContain(text);
    expect(printed).not.toContain(timePerItemRatio?.text);
    // on the bars a scenario has its elapsed time
    expect(printed).toMatch(/Work time/);
    expect(printed).not.toMatch(/superlinear|: sublinear/);
  });

  test("[I1] before the end the judgement so far is printed, and nothing before the first item", () => {
    const state = foldSample({ untilMs: 20_000 });
    const { headline, growth } = computeResults(state).judgement;
    expect(render(state)).toContain(headline.text);
    expect(render(state)).toContain("So far");
    expect(render(state).replaceAll(/\n +/g, " ")).toContain(growth.statement.text);
    expect(render(foldSample({ untilMs: 0 }))).toBe("");
  });

  test("[D8][I1] failures are printed with their likely causes", () => {
    expect(render(foldSample({ kind: "failing" }))).toMatch(/\nFailures\n {2}\S/);
  });
});
