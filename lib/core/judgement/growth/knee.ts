import type { Growth, LocalExponent } from "../../run/judgement.ts";
import type { TimedScenario } from "./timed-scenario.ts";

/** Neighbouring exponents that differ by less are one growth. */
const KNEE = 0.5;
/** Relative error of a time that no points tell. */
const ASSUMED_ERROR = 0.05;
const LEAST_ERROR = 0.02;

/** B6. ln(T₂/T₁) / ln(n₂/n₁) between neighbours by size; none between equal sizes. */
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
 * B6. The size between whose two sides the exponent differs most, if by 0.5 or more and by twice the standard error of
 * that difference: √(e₃²/b² + e₂²(1/a + 1/b)² + e₁²/a²), e the relative errors of the times, a and b the log size ratios.
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
