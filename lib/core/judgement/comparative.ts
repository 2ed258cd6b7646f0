import { createStatement, row, toFinite } from "./text/statement.ts";
import { growthWarnings } from "./text/growth.ts";
import { COMPARATIVE_LABELS, comparativeText } from "./text/quality.ts";
import { isTargetMet } from "../metrics/score.ts";
import type { MetricTarget } from "../run/metrics.ts";
import type { ScenarioFigures } from "./input.ts";
import type { ComparativeMetric, EvidenceRow, Growth } from "../run/judgement.ts";
import { explainShortfall, selectPair, type Clock, type Measure, type Pair } from "./evidence.ts";
import { stateExcluded } from "./exclusion.ts";
import { isHarmed, isRetried, isWhole, selectQuality } from "./figures.ts";
import { computeFurtherPerItemMs, type FixedCost } from "./sizes/further-time.ts";
import type { SizeKind } from "./sizes/size-kind.ts";

const LIMITS = {
  "quality-scaling": { expected: 1, above: 0.8 },
  "time-efficiency": { expected: 1, above: 0.5 },
  "resource-efficiency": { expected: 0.8, above: 0.5 },
} as const;

/** From this noise of a time on, a ratio of times has two significant digits. */
const NOISY = 0.01;

type RatioId = keyof typeof LIMITS;
type Figure = {
  readonly name: string;
  /** what a size lacks for which it is null */
  readonly needs: string;
  /** more is better, so that every ratio is large over small */
  readonly compute: (scenario: ScenarioFigures, fixedCost: FixedCost) => number | null;
  readonly toRow: (scenario: ScenarioFigures, fixedCost: FixedCost) => EvidenceRow;
};

const QUALITY: Figure = {
  name: "quality",
  needs: "quality",
  compute: selectQuality,
  toRow: (each) => row("quality", each.id, selectQuality(each), "score"),
};
const PACE: Figure = {
  name: "work per item",
  needs: "time per item",
  compute: (each, fixedCost) => invert(computeFurtherPerItemMs(each, fixedCost)),
  toRow: (each, fixedCost) => row("work per item", each.id, computeFurtherPerItemMs(each, fixedCost), "ms"),
};
const QUALITY_RATE: Figure = {
  name: "quality × items per second",
  needs: "quality or no time per item",
  compute: computeQualityRate,
  toRow: (each, fixedCost) => row("quality × items per second", each.id, computeQualityRate(each, fixedCost), ""),
};

type GrowthFigures = Pick<Growth, "kind"> & Clock;

/**
 * C2. The largest against the smallest size that counts and has enough for a claim, as ratios: quality large/small; time per
 * successful item small/large; quality × items per second of work large/small, which is 1 for a linear skill; times beyond the
 * fixed cost where there is one. Partial scenarios are compared by their completed items, and the statement says so. Where a
 * size counts workers or load, or time falls with it, a size is no amount of work, so that a time per item means nothing.
 */
export function judgeComparative(
  scenarios: readonly ScenarioFigures[],
  growth: GrowthFigures,
  kind: SizeKind = "work",
): readonly ComparativeMetric[] {
  const pairOf = (measure: Measure): Pair | string => {
    if (measure === "time" && growth.kind === "falling") return comparativeText.falling;
    if (measure === "time" && kind !== "work") return comparativeText.noWork[kind];
    const pair = selectPair(scenarios, measure, growth);
    return typeof pair === "string" ? explainShortfall(pair, scenarios, growth) : pair;
  };
  const aside = stateExcluded(scenarios);
  const times = pairOf("time");
  return [
    compare("quality-scaling", pairOf("quality"), QUALITY, { aside, growth }),
    compare("time-efficiency", times, PACE, { aside, growth }),
    withLiteralRatio(compare("resource-efficiency", times, QUALITY_RATE, { aside, growth }), times),
  ];
}

type Context = { readonly aside: string; readonly growth: GrowthFigures };

function compare(id: RatioId, pair: Pair | string, figure: Figure, { aside, growth }: Context): ComparativeMetric {
  const { expected, above } = LIMITS[id];
  const { label, pass, fail } = COMPARATIVE_LABELS[id];
  const { compute, toRow } = figure;
  const fixedCost = growth.fixedCost ?? null;
  const acceptable: MetricTarget = { comparison: ">", value: above };
  const small = typeof pair === "string" ? null : compute(pair.smallest, fixedCost);
  const large = typeof pair === "string" ? null : compute(pair.largest, fixedCost);
  const value = small === null || large === null || !(small > 0) ? null : toFinite(large / small);
  if (typeof pair === "string" || value === null) {
    const why = typeof pair === "string" ? pair : explainUndefined(pair, small, figure);
    const statement = createStatement(id, "unsure", comparativeText.unknown(label, why) + aside);
    return { id, label, value: null, expected, acceptable, verdict: "unknown", statement };
  }
  const met = isTargetMet({ target: acceptable }, value);
  const { smallest, largest } = pair;
  const [from, to, isNoisy] = [smallest.label, largest.label, (growth.noise ?? 0) >= NOISY && id !== "quality-scaling"];
  const text = comparativeText.ratio(met ? pass : fail, { from, to, ratio: value, bound: above, isNoisy });
  const rows = [toRow(smallest, fixedCost), toRow(largest, fixedCost)];
  const statement = createStatement(
    id,
    met ? "good" : "bad",
    text + describeAside([smallest, largest], id) + aside,
    rows,
  );
  return { id, label, value, expected, acceptable, verdict: met ? "pass" : "fail", statement };
}

function explainUndefined({ smallest }: Pair, small: number | null, { name, needs }: Figure): string {
  return small === 0 ? comparativeText.zero(smallest.label, name) : comparativeText.missing(needs);
}

/** Where the two figures do not cover all items, or include discarded or disturbed work. */
function describeAside(pair: readonly ScenarioFigures[], id: RatioId): string {
  const labelsOf = (matches: (scenario: ScenarioFigures) => boolean) => pair.filter(matches).map(({ label }) => label);
  const partial = labelsOf((each) => !isWhole(each));
  const retried = labelsOf(isRetried);
  const harmed = labelsOf(isHarmed);
  const fault = id === "quality-scaling" ? comparativeText.unharmedQuality : growthWarnings.faults;
  return [
    ...(partial.length > 0 ? [comparativeText.partial(partial)] : []),
    ...(retried.length > 0 ? [` ${growthWarnings.retried(retried)}`] : []),
    ...(harmed.length > 0 ? [` ${fault(harmed)}`] : []),
  ].join("");
}

/**
 * The ratio by total seconds, (quality ÷ seconds of work for all items) large/small: .125 for a linear skill at 8× the items,
 * so it has no verdict.
 */
function withLiteralRatio(metric: ComparativeMetric, pair: Pair | string): ComparativeMetric {
  if (typeof pair === "string" || metric.value === null) return { ...metric, totalSecondsRatio: null };
  const rateOf = (each: ScenarioFigures): number => (computeQualityRate(each, null) ?? 0) / each.items;
  const totalSecondsRatio = toFinite(rateOf(pair.largest) / rateOf(pair.smallest));
  const literal = row("ratio of quality ÷ total seconds", null, totalSecondsRatio, "ratio");
  const { statement } = metric;
  return { ...metric, totalSecondsRatio, statement: { ...statement, rows: [...statement.rows, literal] } };
}

function invert(value: number | null): number | null {
  return value !== null && value > 0 ? 1 / value : null;
}

function computeQualityRate(scenario: ScenarioFigures, fixedCost: FixedCost): number | null {
  const [quality, perItemMs] = [selectQuality(scenario), computeFurtherPerItemMs(scenario, fixedCost)];
  return quality === null || perItemMs === null || !(perItemMs > 0) ? null : toFinite((quality * 1_000) / perItemMs);
}
