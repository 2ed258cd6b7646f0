import { row, say, toFinite } from "./text/statement.ts";
import { isTargetMet } from "../metrics/score.ts";
import type { MetricTarget } from "../run/metrics.ts";
import { joinNames } from "../words/names.ts";
import type { ScenarioFigures } from "./input.ts";
import type { ComparativeMetric, EvidenceRow } from "../run/judgement.ts";
import { describeAgain, isTriedAgain, isWhole, selectComparable } from "./figures.ts";
import { computePerItemMs } from "./growth/timed-scenario.ts";
import { formatBound, formatRatio } from "../words/format.ts";

const RATIOS = {
  "quality-scaling": {
    label: "Quality scaling",
    expected: 1,
    above: 0.8,
    good: "Quality stays acceptable",
    bad: "Quality drops too much",
  },
  "time-efficiency": {
    label: "Time efficiency",
    expected: 1,
    above: 0.5,
    good: "Time per item stays acceptable",
    bad: "Time per item grows too much",
  },
  "resource-efficiency": {
    label: "Resource efficiency",
    expected: 0.8,
    above: 0.5,
    good: "Quality per second stays acceptable",
    bad: "Quality per second drops too much",
  },
} as const;

type RatioId = keyof typeof RATIOS;
type Figure = (scenario: ScenarioFigures) => number | null;

/**
 * C2. How the largest compares to the smallest of the scenarios that finished a tenth of their items: quality large/small; time per item
 * small/large; quality per second of work large/small. Of partial scenarios: of what stands, and the statement says so.
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

/** Each figure is one of which more is better, so that every ratio is large over small. */
function compare(
  id: RatioId,
  pair: Pair | null,
  figure: Figure,
  [name, unit]: readonly [string, string],
): ComparativeMetric {
  const { label, expected, above } = RATIOS[id];
  const acceptable: MetricTarget = { comparison: ">", value: above };
  const small = pair === null ? null : figure(pair.smallest);
  const large = pair === null ? null : figure(pair.largest);
  const value = small === null || large === null || !(small > 0) ? null : toFinite(large / small);
  if (pair === null || value === null) {
    const why =
      pair === null
        ? "it takes two sizes that finished a tenth of their items"
        : small === 0
          ? `${pair.smallest.label} has a ${name} of 0`
          : `no ${name} is known of both ends of the scale`;
    const statement = say(id, "unsure", `${label} cannot be told: ${why}.`);
    return { id, label, value: null, expected, acceptable, verdict: "unknown", statement };
  }
  const met = isTargetMet({ target: acceptable }, value);
  const shown = (each: number | null) => (unit === "ms" ? invert(each) : each);
  const rows: EvidenceRow[] = [
    row(name, pair.smallest.id, shown(small), unit),
    row(name, pair.largest.id, shown(large), unit),
  ];
  const words = met ? RATIOS[id].good : RATIOS[id].bad;
  const aside = describeAside([pair.smallest, pair.largest]);
  const text = `${words} from ${pair.smallest.label} to ${pair.largest.label}: ${formatRatio(value, above)}, acceptable above ${formatBound(above)}.${aside}`;
  return {
    id,
    label,
    value,
    expected,
    acceptable,
    verdict: met ? "pass" : "fail",
    statement: say(id, met ? "good" : "bad", text, rows),
  };
}

/** What the two figures rest on, where that is not simply all items. */
function describeAside(pair: readonly ScenarioFigures[]): string {
  const partial = pair.filter((each) => !isWhole(each)).map(({ label }) => label);
  const again = pair.filter(isTriedAgain).map(({ label }) => label);
  const harmed = pair.filter(({ run }) => (run?.faults.length ?? 0) > 0).map(({ label }) => label);
  return [
    ...(partial.length > 0 ? [` Of what ${joinNames(partial)} finished.`] : []),
    ...(again.length > 0 ? [` ${describeAgain(again)}`] : []),
    ...(harmed.length > 0
      ? [` The fault button was at work in ${joinNames(harmed)}; what it cost is left out as far as the points tell.`]
      : []),
  ].join("");
}

function invert(value: number | null): number | null {
  return value !== null && value > 0 ? 1 / value : null;
}

/** A second of the work for all items, so that a scenario that ended early is not the better for it. */
function toQualityPerSecond(scenario: ScenarioFigures): number | null {
  const perItemMs = computePerItemMs(scenario);
  return scenario.quality === null || perItemMs === null
    ? null
    : toFinite(scenario.quality / ((perItemMs * scenario.items) / 1_000));
}
