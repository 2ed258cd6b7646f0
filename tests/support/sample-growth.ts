import { createStatement } from "../../lib/core/judgement/text/statement.ts";
import type { Growth, Judgement, Statement } from "../../lib/core/run/judgement.ts";
import type { RunResults } from "../../lib/core/run/results.ts";
import type { RunState } from "../../lib/core/run/state.ts";
import { buildSampleEnding } from "./sample-results.ts";

type Tone = Statement["tone"];
type Sample = {
  /** items and seconds, smallest size first; null: not measured */
  readonly sizes: readonly (readonly [items: number, seconds: number | null])[];
  readonly unit?: { readonly one: string; readonly many: string };
  /** tone and text of the headline, then of the growth */
  readonly headline: readonly [Tone, string];
  readonly statement: readonly [Tone, string];
  readonly growth: Partial<Omit<Growth, "statement" | "times" | "advice">>;
  readonly advice?: string;
  readonly failed?: { readonly scenario: number; readonly share: number };
};

const interval = (value: number, low: number, high: number) => ({ value, low, high });
const fit = (growthClass: NonNullable<Growth["growthClass"]>, coefficientMs: number, normalisedError: number) => ({
  growthClass,
  coefficientMs,
  normalisedError,
});
const IDS = ["simple", "medium", "complex", "scale-4", "scale-5", "scale-6"];
const excludedAt = (scenario: number, each: Omit<Growth["excluded"][number], "scenarioId">) => ({
  scenarioId: IDS[scenario] ?? "",
  ...each,
});

/** Hand-made growths, one of each kind and of each way in which a size does not count. */
const SAMPLES = {
  linear: {
    sizes: [
      [250, 12],
      [750, 36],
      [2_000, 99],
    ],
    headline: ["good", "Quality holds at .93, and time grows linearly."],
    statement: ["good", "Time growth is linear (exponents 1.00, 1.03)."],
    growth: { kind: "class", growthClass: "n", fits: [fit("n", 49.2, 0.012), fit("n log n", 6.6, 0.05)] },
  },
  quadratic: {
    sizes: [
      [250, 1.5],
      [750, 14],
      [2_000, 99],
    ],
    headline: ["bad", "Quality holds at .93, but time grows quadratically (n²)."],
    statement: ["bad", "Time growth is quadratic, like n² (exponents 2.03, 1.99)."],
    growth: { kind: "class", growthClass: "n²", fits: [fit("n²", 0.0248, 0.01)] },
  },
  fixed: {
    sizes: [
      [100, 2.5],
      [400, 4],
      [1_600, 10],
    ],
    headline: ["good", "Quality holds at .93, and time grows linearly after 2.0 s before the first mail."],
    statement: ["good", "Time growth is linear, after 2.0 s before the first mail, whatever the size."],
    growth: { kind: "class", growthClass: "n", fixedCost: { ...interval(2_000, 1_900, 2_100), source: "points" } },
  },
  power: {
    sizes: [
      [250, 12],
      [750, 60],
      [2_000, 280],
    ],
    headline: ["neutral", "Quality holds at .93, and time grows like n^1.5, between 1.4 and 1.6."],
    statement: ["neutral", "Time grows like n^1.5 (between 1.4 and 1.6): more than linear, less than quadratic."],
    growth: { kind: "power", power: interval(1.5, 1.4, 1.6) },
    advice: "A size of about 6,000 mails would tell n log n from n².",
  },
  falling: {
    sizes: [
      [1, 40],
      [2, 22.5],
      [4, 19],
      [8, 19.6],
    ],
    unit: { one: "thread", many: "threads" },
    headline: ["neutral", "Quality holds at .93, and time falls: 2.1× faster at 4 threads, no gain beyond."],
    statement: ["neutral", "Time falls as threads are added, 2.1× at 4 threads; 8 threads gain nothing more."],
    growth: {
      kind: "falling",
      falling: { fromItems: 1, bestItems: 4, bestScenarioId: "complex", speedup: 2.105, stops: true },
    },
  },
  exponential: {
    sizes: [
      [10, 1],
      [12, 4.1],
      [14, 16.2],
      [16, 65],
    ],
    headline: ["bad", "Quality holds at .93, but each further mail doubles the time."],
    statement: ["bad", "Time growth is exponential: each further mail multiplies the time by 2.0."],
    growth: { kind: "exponential", exponential: interval(2.01, 1.95, 2.07) },
  },
  knee: {
    sizes: [
      [300, 3.6],
      [900, 10.8],
      [2_400, 76.8],
    ],
    headline: ["bad", "Quality holds at .93, but time growth becomes quadratic beyond 900 mails."],
    statement: ["bad", "Linear up to medium (n^1.00), then quadratic (n^2.00): a knee at 900 mails."],
    growth: { kind: "knee", knee: { scenarioId: "medium", items: 900, exponentBefore: 1, exponentAfter: 2 } },
  },
  unclear: {
    sizes: [
      [300, 6.2],
      [600, 8],
      [900, 17],
    ],
    headline: ["unsure", "Quality holds at .93; how time grows is not settled yet."],
    statement: ["unsure", "Not enough evidence: the times scatter by 24 %, and n, n log n and n² all fit."],
    growth: { kind: "unclear", noise: 0.24, fits: [fit("n", 17, 0.16), fit("n²", 0.02, 0.21)] },
    advice: "Measure one more size, about 3,000 mails, or each size three times.",
  },
  outlier: {
    sizes: [
      [100, 1],
      [200, 2.02],
      [400, 16],
      [800, 8],
      [1_600, 16.1],
    ],
    headline: ["good", "Quality holds at .93, and time grows linearly; complex is an outlier."],
    statement: ["good", "Time growth is linear without complex (400 mails), which took 4.0× what the others predict."],
    growth: {
      kind: "class",
      growthClass: "n",
      excluded: [excludedAt(2, { items: 400, reason: "outlier", timeMs: 16_000, expectedMs: 4_020 })],
    },
  },
  failures: {
    sizes: [
      [250, 12],
      [750, 36],
      [2_000, 9],
      [4_000, 190],
    ],
    headline: ["neutral", "Time grows linearly; complex is not judged, since 88 % of its mails failed."],
    statement: ["good", "Time growth is linear; complex is left out: 88 % of its mails failed."],
    growth: {
      kind: "class",
      growthClass: "n",
      excluded: [excludedAt(2, { items: 2_000, reason: "failures", timeMs: 9_000, expectedMs: 96_000 })],
    },
    failed: { scenario: 2, share: 0.88 },
  },
  fault: {
    sizes: [
      [250, 12],
      [750, null],
      [2_000, null],
    ],
    headline: ["unsure", "Not judged: a fault was injected in medium and complex."],
    statement: ["unsure", "Not enough evidence: a fault was injected in medium and complex."],
    growth: {
      kind: "unclear",
      excluded: [
        excludedAt(1, { items: 750, reason: "fault", timeMs: 61_000, expectedMs: null }),
        excludedAt(2, { items: 2_000, reason: "fault", timeMs: null, expectedMs: null }),
      ],
    },
    advice: "Run it again without the fault button.",
  },
  holds: {
    sizes: [
      [1, 5],
      [4, 5.1],
      [16, 6],
      [64, 24],
      [256, 97],
    ],
    headline: ["good", "Quality holds at .93, and time grows linearly from 16 mails on."],
    statement: ["good", "Time growth is linear from 16 mails on; below, it is the noise of the clock."],
    growth: { kind: "class", growthClass: "n", holds: { fromItems: 16, toItems: 256 } },
  },
} as const satisfies { readonly [name: string]: Sample };

export type SampleGrowth = keyof typeof SAMPLES;
export const SAMPLE_GROWTHS = Object.keys(SAMPLES) as SampleGrowth[];

/** A finished run whose results have the growth of that name. */
export function buildSampleGrowth(name: SampleGrowth): RunState & { readonly results: RunResults } {
  const sample: Sample = SAMPLES[name];
  const base = buildSampleEnding("complete", sample.sizes.length);
  if (base.results === null) throw new Error("The sample has no results");
  const unit = sample.unit ?? base.spec.unit;
  const itemsOf = (index: number) => sample.sizes[index]?.[0] ?? 1;
  const totalsOf = <Totals extends object>(totals: Totals, index: number): Totals => ({
    ...totals,
    itemsDone: itemsOf(index),
    itemsOk: itemsOf(index),
    quality: 0.93,
    elapsedMs: 1_000 * (sample.sizes[index]?.[1] ?? 60),
  });
  return {
    ...base,
    spec: { ...base.spec, unit, scenarios: base.spec.scenarios.map((each, i) => ({ ...each, items: itemsOf(i) })) },
    scenarios: base.scenarios.map((each, i) => ({ ...each, faults: [], totals: totalsOf(each.totals, i) })),
    results: {
      ...base.results,
      scenarios: base.results.scenarios.map((each, i) => ({
        ...each,
        items: itemsOf(i),
        errorRate: sample.failed?.scenario === i ? sample.failed.share : 0,
        totals: totalsOf(each.totals, i),
        timePerItemMs: (1_000 * (sample.sizes[i]?.[1] ?? 60)) / itemsOf(i),
      })),
      judgement: toJudgement(base.results.judgement, sample),
    },
  };
}

function toJudgement(base: Judgement, sample: Sample): Judgement {
  const [tone, text] = sample.headline;
  return {
    ...base,
    headline: createStatement("headline", tone, text, base.headline.rows),
    growth: toGrowth(sample),
    ranks: base.ranks.map((each) => ({ ...each, quality: 0.93, rank: "excellent" })),
    comparative: base.comparative.map((each) => ({ ...each, value: 0.98, verdict: "pass" })),
    recommendation: { ...base.recommendation, ...toRecommendation(sample) },
    projections: [],
  };
}

function toRecommendation(sample: Sample): Partial<Judgement["recommendation"]> {
  const { sizes, unit, growth } = sample;
  const [tone] = sample.headline;
  const index = growth.falling ? IDS.indexOf(growth.falling.bestScenarioId) : sizes.length - 1;
  const [label, items] = [IDS[index], (sizes[index]?.[0] ?? 0).toLocaleString("en-US")];
  const text = `Use ${label} (${items} ${unit?.many ?? "mails"}): it meets every limit.`;
  return tone === "unsure"
    ? {
        scenarioId: null,
        production: null,
        statement: createStatement("recommendation", "unsure", "No size is recommended yet.", []),
      }
    : { scenarioId: IDS[index] ?? null, statement: createStatement("recommendation", "good", text, []) };
}

function toGrowth({ sizes, statement, growth, advice }: Sample): Growth {
  const times = sizes.flatMap(([items, seconds], i) => {
    const isCounted = growth.excluded?.every(({ scenarioId }) => scenarioId !== IDS[i]) !== false;
    return seconds === null || !isCounted ? [] : [{ scenarioId: IDS[i] ?? "", items, timeMs: seconds * 1_000 }];
  });
  const exponents = times.slice(1).map((to, i) => {
    const from = times[i] ?? to;
    const exponent = Math.log(to.timeMs / from.timeMs) / Math.log(to.items / from.items);
    return { fromScenarioId: from.scenarioId, toScenarioId: to.scenarioId, exponent };
  });
  return {
    kind: "unclear",
    growthClass: null,
    power: null,
    holds: null,
    falling: null,
    exponential: null,
    fixedCost: null,
    clockStepMs: null,
    excluded: [],
    fits: [],
    noise: 0.02,
    exponents,
    knee: null,
    warmUps: [],
    outliers: [],
    warnings: [],
    ...growth,
    times,
    advice: advice === undefined ? null : createStatement("growth-class", "unsure", advice, []),
    statement: createStatement("growth-class", statement[0], statement[1], []),
  };
}
