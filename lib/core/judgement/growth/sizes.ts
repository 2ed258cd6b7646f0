import { mean, sampleVariance, sum } from "simple-statistics";
import { computeStepError } from "./clock-step.ts";
import type { SizedTime } from "./weighing/evidence.ts";
import { addWorkerErrors, computeTimeError, fillTimeErrors } from "./noise.ts";
import type { Growth } from "../../run/judgement.ts";
import { hasPoints } from "./start-up.ts";
import type { TimedScenario } from "./timed-scenario.ts";

/** One size with the time of all its scenarios. */
export type MeasuredSize = SizedTime & { readonly scenarioId: string; readonly timed: readonly TimedScenario[] };

export type Measurement = {
  /** ascending, one for each size */
  readonly sizes: readonly MeasuredSize[];
  /** relative standard error of each scenario's time, as measured; null when nothing shows it */
  readonly scatter: readonly number[] | null;
  readonly areErrorsKnown: boolean;
};

/** Standard deviation of an item's time relative to the mean where a run has too few points to show it. */
const ITEM_VARIATION = 0.3;
/** Standard error of a median relative to that of a mean. */
const MEDIAN = 1.25;
/** Degrees of freedom from which repeats show the noise. */
const ENOUGH_REPEATS = 3;
const POOLED = 3;
/** Error of a time as a share of the fixed cost that was taken out of it. */
const FIXED_COST_ERROR = 0.15;
/** Least share of a time that remains when a fixed cost is taken out. */
const LEAST_REST = 0.05;

/** The times by size: equal sizes are repeats of one measurement. */
export function measureSizes(
  timed: readonly TimedScenario[],
  { fixedCost, stepMs }: { readonly fixedCost: Growth["fixedCost"]; readonly stepMs: number | null },
): Measurement {
  const repeatErrors = computeRepeatErrors(timed.map(({ scenario }) => scenario.repeatsMs));
  const scatter = fillTimeErrors(
    timed.map(({ scenario, usual }, i) => ({
      items: scenario.itemsDone,
      error: repeatErrors[i] ?? computeTimeError(usual.usual),
    })),
  );
  const errors = addWorkerErrors(timed, scatter) ?? timed.map(assumeError);
  const net = timed.map((each, i) => {
    const ms = takeOut(each, fixedCost);
    const fixedError = ms < each.ms ? ((fixedCost?.value ?? 0) * FIXED_COST_ERROR) / ms : 0;
    return { timed: each, ms, error: Math.hypot(errors[i] ?? 0, computeStepError(each.ms, stepMs), fixedError) };
  });
  const groups = [...Map.groupBy(net, ({ timed: { items } }) => items)];
  const spread = computeSpread(groups.map(([, group]) => group.map(({ ms }) => ms)));
  const sizes = groups.map(([items, group]): MeasuredSize => ({
    items,
    ms: computeMean(group.map(({ ms }) => ms)),
    error: Math.hypot(mean(group.map(({ error }) => error)), spread ?? 0) / Math.sqrt(group.length),
    scenarioId: group[0]?.timed.scenario.id ?? "",
    timed: group.map((each) => each.timed),
  }));
  return { sizes, scatter, areErrorsKnown: scatter !== null || spread !== null };
}

/** Something of the time always stays; its error says that a start-up of other scenarios hides what is left. */
function takeOut(each: TimedScenario, fixedCost: Growth["fixedCost"]): number {
  return fixedCost === null || hasPoints(each) ? each.ms : Math.max(each.ms * LEAST_REST, each.ms - fixedCost.value);
}

function assumeError({ scenario: { run, itemsDone } }: TimedScenario): number {
  return run === null ? 0 : ITEM_VARIATION / Math.sqrt(itemsDone);
}

/**
 * Standard error of each scenario's time from its repeats: their variance, with that of all scenarios counted as POOLED
 * further degrees of freedom. Null for a scenario without repeats, and for all while there are too few.
 */
function computeRepeatErrors(repeats: readonly (readonly number[])[]): readonly (number | null)[] {
  const squares = repeats.map((times) => {
    const logs = times.map(Math.log);
    return logs.length < 2 ? 0 : (logs.length - 1) * sampleVariance(logs);
  });
  const freedoms = repeats.map(({ length }) => Math.max(0, length - 1));
  const freedom = sum(freedoms);
  if (freedom < ENOUGH_REPEATS && repeats.every(({ length }) => length < ENOUGH_REPEATS))
    return repeats.map(() => null);
  const pooled = sum(squares) / freedom;
  return repeats.map(({ length }, i) => {
    if (length < 2) return null;
    const variance = ((squares[i] ?? 0) + POOLED * pooled) / ((freedoms[i] ?? 0) + POOLED);
    // of two, the median is the mean
    return ((length === 2 ? 1 : MEDIAN) * Math.sqrt(variance)) / Math.sqrt(length);
  });
}

/** Geometric mean; of one value exactly that. */
function computeMean(times: readonly number[]): number {
  const [only] = times;
  return times.length === 1 && only !== undefined ? only : Math.exp(mean(times.map(Math.log)));
}

/** Pooled standard deviation of ln T within the sizes; null when too few are repeated. */
function computeSpread(groups: readonly (readonly number[])[]): number | null {
  const deviations = groups.flatMap((group) => {
    const middle = mean(group.map(Math.log));
    return group.map((ms) => (Math.log(ms) - middle) ** 2);
  });
  const freedom = deviations.length - groups.length;
  return freedom < ENOUGH_REPEATS ? null : Math.sqrt(sum(deviations) / freedom);
}
