import type { Growth, LocalExponent } from "../../run/judgement.ts";
import type { TimedScenario } from "./timed-scenario.ts";

/** Minimum difference of neighbouring exponents for a knee. */
const KNEE = 0.5;
/** Relative error assumed for a time without points. */
const ASSUMED_ERROR = 0.05;
const LEAST_ERROR = 0.02;

/** B6. Exponents ln(T₂/T₁) / ln(n₂/n₁) between neighbouring sizes; equal sizes are skipped. */
export function computeExponents(timed: readonly TimedScenario[]): readonly LocalExponent[] {
  return toSteps(timed).map(({ from, to, exponent }) => ({
    fromScenarioId: from.scenario.id,
    toScenarioId: to.scenario.id,
    exponent,
  }));
}

type Step = { readonly from: TimedScenario; readonly to: TimedScenario; readonly exponent: number };

function toSteps(timed: readonly TimedScenario[]): readonly Step[] {
  const sizes = timed.filter(({ items }, i) => items !== timed[i - 1]?.items);
  return sizes.slice(1).flatMap((to, i) => {
    const from = sizes[i];
    if (from === undefined) return [];
    return [{ from, to, exponent: Math.log(to.ms / from.ms) / Math.log(to.items / from.items) }];
  });
}

/**
 * B6. The size at which the exponent changes most, if by at least 0.5 and by twice the standard error of that change:
 * √(e₃²/b² + e₂²(1/a + 1/b)² + e₁²/a²), with e the relative errors of the times and a, b the log size ratios. Null when
 * there is none. `errors`: relative, per time; null when unknown.
 */
export function findKnee(timed: readonly TimedScenario[], errors: readonly number[] | null): Growth["knee"] {
  const errorOf = (each: TimedScenario): number =>
    errors === null ? ASSUMED_ERROR : Math.max(LEAST_ERROR, errors[timed.indexOf(each)] ?? ASSUMED_ERROR);
  const steps = toSteps(timed);
  const turns = steps.slice(1).flatMap((after, i) => {
    const before = steps[i];
    if (before === undefined) return [];
    const [a, b] = [before, after].map(({ from, to }) => Math.log(to.items / from.items));
    if (a === undefined || b === undefined) return [];
    const error = Math.hypot(errorOf(before.from) / a, errorOf(after.from) * (1 / a + 1 / b), errorOf(after.to) / b);
    const change = Math.abs(after.exponent - before.exponent);
    return change >= KNEE && change >= 2 * error ? [{ before, after, change }] : [];
  });
  const [sharpest] = turns.toSorted((one, other) => other.change - one.change);
  if (sharpest === undefined) return null;
  const { before, after } = sharpest;
  return {
    scenarioId: after.from.scenario.id,
    items: after.from.items,
    exponentBefore: before.exponent,
    exponentAfter: after.exponent,
  };
}
