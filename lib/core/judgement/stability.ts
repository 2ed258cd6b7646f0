import { row, say } from "./text/statement.ts";
import { isTargetMet } from "../metrics/score.ts";
import type { MetricTarget } from "../run/metrics.ts";
import { sum } from "./growth/fit.ts";
import type { ScenarioFigures } from "./input.ts";
import type { ComparativeMetric } from "../run/judgement.ts";
import { selectComparable } from "./figures.ts";
import { formatBound, formatRatio, formatShare } from "../words/format.ts";

const MAX_DEVIATION = 0.05;
/** Where a scenario states no tolerance of its own. */
const DEFAULT_TOLERANCE = 0.05;

/** C3. Whether quality and errors are alike at all scales. */
export function judgeStability(scenarios: readonly ScenarioFigures[]): readonly ComparativeMetric[] {
  const telling = selectComparable(scenarios);
  return [judgeDeviation(telling), judgeErrors(telling)];
}

/** Sample standard deviation of the scenarios' qualities: √(Σ(q − mean)² / (n − 1)). */
function judgeDeviation(telling: readonly ScenarioFigures[]): ComparativeMetric {
  const id = "quality-deviation";
  const acceptable: MetricTarget = { comparison: "<", value: MAX_DEVIATION };
  const fixed = { id, label: "Quality deviation", expected: 0, acceptable } as const;
  const known = telling.flatMap(({ id, quality }) => (quality === null ? [] : [{ id, quality }]));
  if (known.length < 2) {
    const why =
      telling.length < 2
        ? "it takes two scenarios that finished a tenth of their items"
        : "no quality is known of two scenarios";
    const statement = say(id, "unsure", `Quality deviation cannot be told: ${why}.`);
    return { ...fixed, value: null, verdict: "unknown", statement };
  }
  const mean = sum(known.map(({ quality }) => quality)) / known.length;
  const value = Math.sqrt(sum(known.map(({ quality }) => (quality - mean) ** 2)) / (known.length - 1));
  const met = isTargetMet({ target: acceptable }, value);
  const text = `Quality ${met ? "is steady" : "differs"} across scales: it deviates by ${formatRatio(value, MAX_DEVIATION)}, acceptable below ${formatBound(MAX_DEVIATION)}.`;
  const rows = known.map(({ id, quality }) => row("quality", id, quality, "score"));
  return { ...fixed, value, verdict: met ? "pass" : "fail", statement: say(id, met ? "good" : "bad", text, rows) };
}

/** The largest error rate above its scenario's tolerance; 0 when none is. */
function judgeErrors(telling: readonly ScenarioFigures[]): ComparativeMetric {
  const id = "error-consistency";
  const acceptable: MetricTarget = { comparison: "<=", value: 0 };
  const fixed = { id, label: "Error consistency", expected: 0, acceptable } as const;
  const rates = telling.flatMap(({ id, label, itemsDone, itemsFailed, run }) => {
    if (itemsFailed === null) return [];
    const rate = Math.min(1, itemsFailed / itemsDone);
    const tolerance = run?.errorTolerance ?? DEFAULT_TOLERANCE;
    return [{ id, label, rate, tolerance, excess: Math.max(0, rate - tolerance) }];
  });
  if (rates.length === 0) {
    const why = telling.length === 0 ? "no scenario finished a tenth of its items" : "no failed items were counted";
    const statement = say(id, "unsure", `Error consistency cannot be told: ${why}.`);
    return { ...fixed, value: null, verdict: "unknown", statement };
  }
  const value = Math.max(...rates.map(({ excess }) => excess));
  const met = isTargetMet({ target: acceptable }, value);
  const over = rates.filter(({ excess }) => excess > 0);
  const text = met
    ? `Error rates stay within their tolerance at every scale: ${formatShare(Math.max(...rates.map(({ rate }) => rate)))} at most.`
    : `${over.map(({ label, rate, tolerance }) => `${label} has ${formatShare(rate, tolerance)} errors, ${formatBound(Number((tolerance * 100).toPrecision(4)))} % tolerated`).join("; ")}.`;
  const rows = rates.flatMap(({ id, rate, tolerance }) => [
    row("error rate", id, rate, "share"),
    row("tolerance", id, tolerance, "share"),
  ]);
  return { ...fixed, value, verdict: met ? "pass" : "fail", statement: say(id, met ? "good" : "bad", text, rows) };
}
