import { sampleStandardDeviation } from "simple-statistics";
import { createStatement, row } from "./text/statement.ts";
import { COMPARATIVE_LABELS, comparativeText } from "./text/quality.ts";
import { isTargetMet } from "../metrics/score.ts";
import type { MetricTarget } from "../run/metrics.ts";
import type { ScenarioFigures } from "./input.ts";
import type { ComparativeMetric } from "../run/judgement.ts";
import { hasEnoughItems, MINIMA } from "./evidence.ts";
import { stateExcluded } from "./exclusion.ts";
import { computeErrorRate, countFailedByFault, findExclusion, selectComparable, selectQuality } from "./figures.ts";

const MAX_DEVIATION = 0.05;
/** For a scenario without a tolerance of its own. */
const DEFAULT_TOLERANCE = 0.05;

/**
 * C3. Whether quality and error rates stay the same at all scales, over the sizes with enough items for a claim. A size that
 * is left out for its failures has no quality, but its errors count; errors that an injected fault made never do.
 */
export function judgeStability(scenarios: readonly ScenarioFigures[]): readonly ComparativeMetric[] {
  const comparable = selectComparable(scenarios);
  const failing = scenarios.filter((each) => findExclusion(each)?.reason === "failures");
  const counted = scenarios.filter((each) => comparable.includes(each) || failing.includes(each));
  return [judgeDeviation(comparable, stateExcluded(scenarios)), judgeErrors(counted)];
}

/** Sample standard deviation of the scenarios' qualities: √(Σ(q − mean)² / (n − 1)); acceptable below .05. */
function judgeDeviation(comparable: readonly ScenarioFigures[], excluded: string): ComparativeMetric {
  const id = "quality-deviation";
  const acceptable: MetricTarget = { comparison: "<", value: MAX_DEVIATION };
  const { label } = COMPARATIVE_LABELS[id];
  const fixed = { id, label, expected: 0, acceptable } as const;
  const counted = comparable.filter(hasEnoughItems);
  const known = counted.flatMap((each) => {
    const quality = selectQuality(each);
    return quality === null ? [] : [{ id: each.id, quality }];
  });
  if (known.length < 2) {
    const why = explainFewQualities(comparable.length, counted.length);
    const statement = createStatement(id, "unsure", comparativeText.unknown(label, why) + excluded);
    return { ...fixed, value: null, verdict: "unknown", statement };
  }
  const value = sampleStandardDeviation(known.map(({ quality }) => quality));
  const met = isTargetMet({ target: acceptable }, value);
  const rows = known.map(({ id, quality }) => row("quality", id, quality, "score"));
  const text = comparativeText.deviation(met, value, MAX_DEVIATION) + excluded;
  return {
    ...fixed,
    value,
    verdict: met ? "pass" : "fail",
    statement: createStatement(id, met ? "good" : "bad", text, rows),
  };
}

function explainFewQualities(comparable: number, counted: number): string {
  if (comparable < 2) return comparativeText.needsTwoScenarios;
  return counted < 2 ? comparativeText.fewItems(MINIMA.items) : comparativeText.noTwoQualities;
}

/** The largest excess of an error rate over its scenario's tolerance; 0 when all are within. */
function judgeErrors(finished: readonly ScenarioFigures[]): ComparativeMetric {
  const id = "error-consistency";
  const acceptable: MetricTarget = { comparison: "<=", value: 0 };
  const { label } = COMPARATIVE_LABELS[id];
  const fixed = { id, label, expected: 0, acceptable } as const;
  const counted = finished.filter(({ itemsDone }) => itemsDone >= MINIMA.items);
  const rates = counted.flatMap((each) => {
    const rate = computeErrorRate(each);
    const tolerance = each.run?.errorTolerance ?? DEFAULT_TOLERANCE;
    const { id, label } = each;
    return rate === null ? [] : [{ id, label, rate, tolerance, excess: Math.max(0, rate - tolerance) }];
  });
  if (rates.length === 0) {
    const statement = createStatement(id, "unsure", comparativeText.unknown(label, explainNoRates(finished)));
    return { ...fixed, value: null, verdict: "unknown", statement };
  }
  const value = Math.max(...rates.map(({ excess }) => excess));
  const met = isTargetMet({ target: acceptable }, value);
  const harmed = finished.filter((each) => countFailedByFault(each) > 0).map(({ label }) => label);
  const text = met
    ? comparativeText.errorsWithin(Math.max(...rates.map(({ rate }) => rate)))
    : comparativeText.errorsAbove(rates.filter(({ excess }) => excess > 0));
  const rows = rates.flatMap(({ id, rate, tolerance }) => [
    row("error rate", id, rate, "share"),
    row("tolerance", id, tolerance, "share"),
  ]);
  return {
    ...fixed,
    value,
    verdict: met ? "pass" : "fail",
    statement: createStatement(id, met ? "good" : "bad", text + comparativeText.unharmedErrors(harmed), rows),
  };
}

function explainNoRates(finished: readonly ScenarioFigures[]): string {
  if (finished.length === 0) return comparativeText.nothingComparable;
  return finished.some(({ itemsFailed }) => itemsFailed !== null)
    ? comparativeText.tooFewForErrors(MINIMA.items)
    : comparativeText.noErrorCounts;
}
