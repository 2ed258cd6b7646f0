import { isDoubtfulStep } from "../../core/judgement/growth/clock-step.ts";
import type { Growth } from "../../core/run/judgement.ts";
import type { RunSpec } from "../../core/run/spec.ts";
import { labelScenario } from "../../core/words/names.ts";
import { formatDuration, formatQuantity } from "../format/format.ts";
import { growthText } from "../text/charts.ts";
import { fitText } from "../text/results.ts";

/** What the times say about the growth besides the classes, one line each. */
export function describeFindings(growth: Growth, spec: RunSpec): readonly string[] {
  return [
    ...describeShape(growth, spec.unit),
    ...describeFixedCost(growth),
    ...(growth.clockStepMs === null
      ? []
      : [fitText.clockStep(formatDuration(growth.clockStepMs), isDoubtfulStep(growth))]),
    ...growth.excluded.map(({ scenarioId, items, reason, expectedMs }) => {
      const why = growthText.exclusions[reason];
      const words = expectedMs === null ? why : growthText.expected(why, formatDuration(expectedMs));
      return fitText.excluded(labelScenario(spec, scenarioId), formatQuantity(items, spec.unit), words);
    }),
  ];
}

function describeShape({ kind, power, exponential, falling, holds }: Growth, unit: RunSpec["unit"]): readonly string[] {
  const digits = (value: number) => value.toFixed(2);
  const size = (items: number) => formatQuantity(items, unit);
  return [
    // of an exponential growth it would be a figure without a meaning
    ...(power === null || kind === "exponential"
      ? []
      : [fitText.power(digits(power.value), digits(power.low), digits(power.high))]),
    ...(exponential === null
      ? []
      : [fitText.exponential(...formatFactors([exponential.value, exponential.low, exponential.high]), unit.one)]),
    ...(falling === null ? [] : describeFalling(falling, size)),
    ...(holds === null ? [] : [fitText.holds(size(holds.fromItems), size(holds.toItems))]),
  ];
}

function describeFalling(
  { speedup, bestItems, fromItems, stops }: NonNullable<Growth["falling"]>,
  size: (items: number) => string,
): readonly string[] {
  const gain = fitText.falling(growthText.times(speedup.toFixed(2)), size(bestItems), size(fromItems));
  return stops ? [gain, fitText.stops(size(bestItems))] : [gain];
}

/** With the decimals that tell the factor from 1. */
function formatFactors([value, low, high]: readonly [number, number, number]): [string, string, string] {
  const decimals = Math.min(8, Math.max(2, 1 - Math.floor(Math.log10(Math.abs(value - 1) || 1))));
  return [value.toFixed(decimals), low.toFixed(decimals), high.toFixed(decimals)];
}

function describeFixedCost({ fixedCost }: Growth): readonly string[] {
  if (fixedCost === null) return [];
  const { value, low, high, source } = fixedCost;
  return [fitText.fixedCost(formatDuration(value), formatDuration(low), formatDuration(high), source)];
}
