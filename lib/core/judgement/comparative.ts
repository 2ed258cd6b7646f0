import { createStatement, row, toFinite } from "./text/statement.ts";
import { growthWarnings } from "./text/growth.ts";
import { COMPARATIVE_LABELS, comparativeText } from "./text/quality.ts";
import { isTargetMet } from "../metrics/score.ts";
import type { MetricTarget } from "../run/metrics.ts";
import type { ScenarioFigures } from "./input.ts";
import type { ComparativeMetric, EvidenceRow } from "../run/judgement.ts";
import { isRetried, isWhole, selectComparable } from "./figures.ts";
import { computePerItemMs } from "./growth/timed-scenario.ts";

const LIMITS = {
  "quality-scaling": { expected: 1, above: 0.8 },
  "time-efficiency": { expected: 1, above: 0.5 },
  "resource-efficiency": { expected: 0.8, above: 0.5 },
} as const;

type RatioId = keyof typeof LIMITS;
type Figure = (scenario: ScenarioFigures) => number | null;

/**
 * C2. The largest against the smallest of the scenarios that finished a tenth of their items, as ratios: quality
 * large/small; time per item small/large; quality per second of work large/small. Partial scenarios are compared by their
 * completed items, and the statement says so.
 */
export function judgeComparative(scenarios: readonly ScenarioFigures[]): readonly ComparativeMetric[] {
  const [smallest, ...larger] = selectComparable(scenarios);
  const largest = larger.at(-1);
  const pair =
    smallest === undefined || largest === undefined || smallest.items === largest.items ? null : { smallest, largest };
  return [
    compare("quality-scaling", pair, ({ quality }) => quality, ["quality", "score"]),
    compare("time-efficiency", pair, (each) => invert(computePerItemMs(each)), ["work per item", "ms"]),
    compare("resource-efficiency", pair, toQualityPerSecond, ["quality per second", "score"]),
  ];
}

type Pair = { readonly smallest: ScenarioFigures; readonly largest: ScenarioFigures };

/** More is better for each figure, so that every ratio is large over small. */
function compare(
  id: RatioId,
  pair: Pair | null,
  figure: Figure,
  [name, unit]: readonly [string, string],
): ComparativeMetric {
  const { expected, above } = LIMITS[id];
  const { label, pass, fail } = COMPARATIVE_LABELS[id];
  const acceptable: MetricTarget = { comparison: ">", value: above };
  const small = pair === null ? null : figure(pair.smallest);
  const large = pair === null ? null : figure(pair.largest);
  const value = small === null || large === null || !(small > 0) ? null : toFinite(large / small);
  if (pair === null || value === null) {
    const statement = createStatement(id, "unsure", comparativeText.unknown(label, explainUnknown(pair, small, name)));
    return { id, label, value: null, expected, acceptable, verdict: "unknown", statement };
  }
  const met = isTargetMet({ target: acceptable }, value);
  const shown = (each: number | null) => (unit === "ms" ? invert(each) : each);
  const rows: EvidenceRow[] = [
    row(name, pair.smallest.id, shown(small), unit),
    row(name, pair.largest.id, shown(large), unit),
  ];
  const text = comparativeText.ratio(met ? pass : fail, pair.smallest.label, pair.largest.label, value, above);
  return {
    id,
    label,
    value,
    expected,
    acceptable,
    verdict: met ? "pass" : "fail",
    statement: createStatement(id, met ? "good" : "bad", text + describeAside([pair.smallest, pair.largest]), rows),
  };
}

function explainUnknown(pair: Pair | null, small: number | null, figure: string): string {
  if (pair === null) return comparativeText.needsTwoSizes;
  return small === 0 ? comparativeText.zero(pair.smallest.label, figure) : comparativeText.missing(figure);
}

/** Where the two figures do not cover all items, or include discarded or disturbed work. */
function describeAside(pair: readonly ScenarioFigures[]): string {
  const labelsOf = (matches: (scenario: ScenarioFigures) => boolean) => pair.filter(matches).map(({ label }) => label);
  const partial = labelsOf((each) => !isWhole(each));
  const retried = labelsOf(isRetried);
  const harmed = labelsOf(({ run }) => (run?.faults.length ?? 0) > 0);
  return [
    ...(partial.length > 0 ? [comparativeText.partial(partial)] : []),
    ...(retried.length > 0 ? [` ${growthWarnings.retried(retried)}`] : []),
    ...(harmed.length > 0 ? [` ${growthWarnings.faults(harmed)}`] : []),
  ].join("");
}

function invert(value: number | null): number | null {
  return value !== null && value > 0 ? 1 / value : null;
}

/** Quality over the seconds of work for all items, so that a scenario that ended early gains nothing by it. */
function toQualityPerSecond(scenario: ScenarioFigures): number | null {
  const perItemMs = computePerItemMs(scenario);
  return scenario.quality === null || perItemMs === null
    ? null
    : toFinite(scenario.quality / ((perItemMs * scenario.items) / 1_000));
}
