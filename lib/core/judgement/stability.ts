import { sampleStandardDeviation } from "simple-statistics";
import { createStatement, row } from "./text/statement.ts";
import { COMPARATIVE_LABELS, comparativeText } from "./text/quality.ts";
import { isTargetMet } from "../metrics/score.ts";
import type { MetricTarget } from "../run/metrics.ts";
import type { ScenarioFigures } from "./input.ts";
import type { ComparativeMetric } from "../run/judgement.ts";
import { selectComparable } from "./figures.ts";

const MAX_DEVIATION = 0.05;
/** For a scenario without a tolerance of its own. */
const DEFAULT_TOLERANCE = 0.05;

/** C3. Whether quality and error rates stay the same at all scales. */
export function judgeStability(scenarios: readonly ScenarioFigures[]): readonly ComparativeMetric[] {
  const comparable = selectComparable(scenarios);
  return [judgeDeviation(comparable), judgeErrors(comparable)];
}

/** Sample standard deviation of the scenarios' qualities: √(Σ(q − mean)² / (n − 1)); acceptable below .05. */
function judgeDeviation(comparable: readonly ScenarioFigures[]): ComparativeMetric {
  const id = "quality-deviation";
  const acceptable: MetricTarget = { comparison: "<", value: MAX_DEVIATION };
  const { label } = COMPARATIVE_LABELS[id];
  const fixed = { id, label, expected: 0, acceptable } as const;
  const known = comparable.flatMap(({ id, quality }) => (quality === null ? [] : [{ id, quality }]));
  if (known.length < 2) {
    const why = comparable.length < 2 ? comparativeText.needsTwoScenarios : comparativeText.noTwoQualities;
    const statement = createStatement(id, "unsure", comparativeText.unknown(label, why));
    return { ...fixed, value: null, verdict: "unknown", statement };
  }
  const value = sampleStandardDeviation(known.map(({ quality }) => quality));
  const met = isTargetMet({ target: acceptable }, value);
  const rows = known.map(({ id, quality }) => row("quality", id, quality, "score"));
  const text = comparativeText.deviation(met, value, MAX_DEVIATION);
  return {
    ...fixed,
    value,
    verdict: met ? "pass" : "fail",
    statement: createStatement(id, met ? "good" : "bad", text, rows),
  };
}

/** The largest excess of an error rate over its scenario's tolerance; 0 when all are within. */
function judgeErrors(comparable: readonly ScenarioFigures[]): ComparativeMetric {
  const id = "error-consistency";
  const acceptable: MetricTarget = { comparison: "<=", value: 0 };
  const { label } = COMPARATIVE_LABELS[id];
  const fixed = { id, label, expected: 0, acceptable } as const;
  const rates = comparable.flatMap(({ id, label, itemsDone, itemsFailed, run }) => {
    if (itemsFailed === null) return [];
    const rate = Math.min(1, itemsFailed / itemsDone);
    const tolerance = run?.errorTolerance ?? DEFAULT_TOLERANCE;
    return [{ id, label, rate, tolerance, excess: Math.max(0, rate - tolerance) }];
  });
  if (rates.length === 0) {
    const why = comparable.length === 0 ? comparativeText.nothingComparable : comparativeText.noErrorCounts;
    const statement = createStatement(id, "unsure", comparativeText.unknown(label, why));
    return { ...fixed, value: null, verdict: "unknown", statement };
  }
  const value = Math.max(...rates.map(({ excess }) => excess));
  const met = isTargetMet({ target: acceptable }, value);
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
    statement: createStatement(id, met ? "good" : "bad", text, rows),
  };
}
