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
import { computePerItemMs } from "./growth/timed-scenario.ts";

const LIMITS = {
  "quality-scaling": { expected: 1, above: 0.8 },
  "time-efficiency": { expected: 1, above: 0.5 },
  "resource-efficiency": { expected: 0.8, above: 0.5 },
} as const;

type RatioId = keyof typeof LIMITS;
type Figure = {
  readonly name: string;
  /** what a size lacks for which it is null */
  readonly needs: string;
  /** more is better, so that every ratio is large over small */
  readonly compute: (scenario: ScenarioFigures) => number | null;
  readonly toRow: (scenario: ScenarioFigures) => EvidenceRow;
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
  compute: (each) => invert(computePerItemMs(each)),
  toRow: (each) => row("work per item", each.id, computePerItemMs(each), "ms"),
};
const QUALITY_RATE: Figure = {
  name: "quality × items per second",
  needs: "quality or no time per item",
  compute: computeQualityRate,
  toRow: (each) => row("quality × items per second", each.id, computeQualityRate(each), ""),
};

/**
 * C2. The largest against the smallest size that counts and has enough for a claim, as ratios: quality large/small; time per
 * successful item small/large; quality × items per second of work large/small, which is 1 for a linear skill. Partial
 * scenarios are compared by their completed items, and the statement says so. Where time falls with size, a size is no
 * amount of work, so that a time per item means nothing.
 */
export function judgeComparative(
  scenarios: readonly ScenarioFigures[],
  growth: Pick<Growth, "kind"> & Clock,
): readonly ComparativeMetric[] {
  const pairOf = (measure: Measure): Pair | string => {
    if (measure === "time" && growth.kind === "falling") return comparativeText.falling;
    const pair = selectPair(scenarios, measure, growth);
    return typeof pair === "string" ? explainShortfall(pair, scenarios, growth) : pair;
  };
  const aside = stateExcluded(scenarios);
  const times = pairOf("time");
  return [
    compare("quality-scaling", pairOf("quality"), QUALITY, aside),
    compare("time-efficiency", times, PACE, aside),
    withLiteralRatio(compare("resource-efficiency", times, QUALITY_RATE, aside), times),
  ];
}

function compare(id: RatioId, pair: Pair | string, figure: Figure, excluded: string): ComparativeMetric {
  const { expected, above } = LIMITS[id];
  const { label, pass, fail } = COMPARATIVE_LABELS[id];
  const { compute, toRow } = figure;
  const acceptable: MetricTarget = { comparison: ">", value: above };
  const small = typeof pair === "string" ? null : compute(pair.smallest);
  const large = typeof pair === "string" ? null : compute(pair.largest);
  const value = small === null || large === null || !(small > 0) ? null : toFinite(large / small);
  if (typeof pair === "string" || value === null) {
    const why = typeof pair === "string" ? pair : explainUndefined(pair, small, figure);
    const statement = createStatement(id, "unsure", comparativeText.unknown(label, why) + excluded);
    return { id, label, value: null, expected, acceptable, verdict: "unknown", statement };
  }
  const met = isTargetMet({ target: acceptable }, value);
  const { smallest, largest } = pair;
  const text = comparativeText.ratio(met ? pass : fail, smallest.label, largest.label, value, above);
  const rows = [toRow(smallest), toRow(largest)];
  const statement = createStatement(
    id,
    met ? "good" : "bad",
    text + describeAside([smallest, largest], id) + excluded,
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
  const totalSecondsRatio = toFinite((metric.value * pair.smallest.items) / pair.largest.items);
  const literal = row("ratio of quality ÷ total seconds", null, totalSecondsRatio, "ratio");
  const { statement } = metric;
  return { ...metric, totalSecondsRatio, statement: { ...statement, rows: [...statement.rows, literal] } };
}

function invert(value: number | null): number | null {
  return value !== null && value > 0 ? 1 / value : null;
}

function computeQualityRate(scenario: ScenarioFigures): number | null {
  const [quality, perItemMs] = [selectQuality(scenario), computePerItemMs(scenario)];
  return quality === null || perItemMs === null || !(perItemMs > 0) ? null : toFinite((quality * 1_000) / perItemMs);
}
