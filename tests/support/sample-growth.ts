import { computeResults } from "../../lib/core/judgement/compute-results.ts";
import type { RunResults } from "../../lib/core/run/results.ts";
import type { ProgressPoint, RunState, ScenarioState } from "../../lib/core/run/state.ts";
import type { Noun } from "../../lib/core/words/plural.ts";
import { buildSampleEnding } from "./sample-results.ts";

type Size = readonly [items: number, seconds: number];
type Sample = {
  /** smallest size first */
  readonly sizes: readonly Size[];
  readonly unit?: Noun;
  /** time before the first item, part of all times */
  readonly startUpSeconds?: number;
  /** by scenario: the share of its items that failed */
  readonly failed?: { readonly [scenario: number]: number };
  /** scenarios that a fault slowed down from start to end */
  readonly faults?: readonly number[];
};

const THREADS = { one: "thread", many: "threads" };
const THREADED: readonly Size[] = [
  [10, 40],
  [20, 21],
  [40, 12],
  [80, 12.4],
];

/** Sizes and times, one table of each kind of growth and of each way in which a size does not count. */
const SAMPLES = {
  linear: {
    sizes: [
      [250, 12],
      [750, 36],
      [2_000, 99],
    ],
  },
  quadratic: {
    sizes: [
      [250, 1.5],
      [750, 14],
      [2_000, 99],
    ],
  },
  fixed: {
    sizes: [
      [100, 2.5],
      [400, 4],
      [1_600, 10],
    ],
    startUpSeconds: 2,
  },
  power: {
    sizes: [
      [250, 12],
      [500, 34],
      [1_000, 96],
      [2_000, 272],
      [4_000, 768],
    ],
  },
  falling: { sizes: THREADED, unit: THREADS },
  exponential: {
    sizes: [
      [10, 1],
      [14, 5.1],
      [18, 25.5],
      [22, 129],
    ],
  },
  knee: {
    sizes: [
      [300, 3.6],
      [900, 10.8],
      [2_400, 76.8],
    ],
  },
  unclear: {
    sizes: [
      [300, 6.2],
      [600, 8],
      [900, 17],
    ],
  },
  outlier: {
    sizes: [
      [100, 1],
      [200, 2.02],
      [400, 16],
      [800, 8],
      [1_600, 16.1],
    ],
  },
  cliff: {
    sizes: [
      [20, 1.3],
      [80, 5.1],
      [320, 20],
      [1_280, 80],
      [5_120, 821],
    ],
  },
  failures: {
    sizes: [
      [250, 12],
      [750, 36],
      [2_000, 9],
      [4_000, 190],
    ],
    failed: { 2: 0.88 },
  },
  fault: {
    sizes: [
      [250, 12],
      [750, 61],
      [2_000, 240],
    ],
    faults: [1, 2],
  },
  holds: {
    sizes: [
      [1, 0.4],
      [4, 3.1],
      [16, 14.2],
      [64, 59],
      [256, 237],
      [1_024, 948],
    ],
  },
} as const satisfies { readonly [name: string]: Sample };

export type SampleGrowth = keyof typeof SAMPLES;
export const SAMPLE_GROWTHS = Object.keys(SAMPLES) as SampleGrowth[];

type Judged = RunState & { readonly results: RunResults };
const built = new Map<SampleGrowth, Judged>();

/** A finished run with these times, as the engine judges it. */
export function buildSampleGrowth(name: SampleGrowth): Judged {
  const known = built.get(name);
  if (known !== undefined) return known;
  const sample: Sample = SAMPLES[name];
  const base = buildSampleEnding("complete", sample.sizes.length);
  const { spec } = base;
  const longestMs = 1_000 * Math.max(...sample.sizes.map(([, seconds]) => seconds));
  const state = {
    ...base,
    atMs: longestMs + 400,
    spec: {
      ...spec,
      unit: sample.unit ?? spec.unit,
      scenarios: spec.scenarios.map((each, i) => ({ ...each, items: sample.sizes[i]?.[0] ?? each.items })),
    },
    scenarios: base.scenarios.map((scenario, i) => toScenario(scenario, sample, i)),
  };
  const judged = { ...state, results: computeResults(state) };
  built.set(name, judged);
  return judged;
}

const QUALITY = 0.93;
const MOST_POINTS = 40;

function toScenario(base: ScenarioState, sample: Sample, index: number): ScenarioState {
  const [items, seconds] = sample.sizes[index] ?? [1, 1];
  const itemsFailed = Math.round(items * (sample.failed?.[index] ?? 0));
  const elapsedMs = 1_000 * seconds;
  const points = toPoints(items, elapsedMs, 1_000 * (sample.startUpSeconds ?? 0));
  const isHarmed = sample.faults?.includes(index) === true;
  return {
    ...base,
    faults: isHarmed ? [{ fault: "slow", fromMs: 0, toMs: elapsedMs }] : [],
    points,
    spans: [{ kind: "running", fromMs: 0, toMs: elapsedMs }],
    load: { ...base.load, concurrency: 1 },
    totals: {
      ...base.totals,
      itemsDone: items,
      itemsOk: items - itemsFailed,
      itemsFailed,
      elapsedMs,
      busyMs: elapsedMs,
      quality: QUALITY,
    },
  };
}

/** Steady work after the start-up, with a scatter of 2 % between the points. */
function toPoints(items: number, elapsedMs: number, startUpMs: number): readonly ProgressPoint[] {
  const count = Math.min(MOST_POINTS, items);
  return Array.from({ length: count }, (_, i): ProgressPoint => {
    const part = (i + 1) / count;
    const wobble = i === count - 1 ? 0 : (0.02 * Math.sin(i * 2.3)) / count;
    const atMs = startUpMs + (elapsedMs - startUpMs) * (part + wobble);
    return {
      itemsDone: Math.round(items * part),
      atMs,
      elapsedMs: atMs,
      busyMs: atMs,
      cpuWaitMs: 0,
      quality: QUALITY,
      memoryMb: 84 + 40 * part,
      workers: 1,
    };
  });
}
